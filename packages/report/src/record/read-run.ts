import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { expected } from '../errors.js';
import { readHistory, readPredictions } from './_csv.js';
import { parseJson } from './_parse-json.js';
import { configSchema, metricsSchema, type RunRecord } from './run-record.js';

/**
 * Reads the record of a run: `config.json`, `metrics.json`, `history.csv` and `predictions.csv` of its folder.
 *
 * @throws {ReportError} RUN_NOT_FOUND where one of them is missing, RUN_INVALID naming the file and what is wrong in it
 */
export async function readRun(folder: string): Promise<RunRecord> {
  const file = (name: string): string => join(folder, name);
  const text = (name: string): Promise<string> =>
    readFile(file(name), 'utf8').catch((cause: unknown) => {
      const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
      throw expected('RUN_NOT_FOUND', 'the folder of a run', folder, `${code} for ${name}`, {
        cause,
      });
    });
  const config = parseJson(await text('config.json'), configSchema, file('config.json'));
  const metrics = parseJson(await text('metrics.json'), metricsSchema, file('metrics.json'));
  const { labels, confusion } = metrics.test;
  const predictions = readPredictions(
    await text('predictions.csv'),
    labels,
    file('predictions.csv'),
  );
  const history = readHistory(await text('history.csv'), file('history.csv'));
  if (predictions.length !== metrics.counts.test)
    throw expected(
      'RUN_INVALID',
      `${metrics.counts.test} clips, as many as metrics.json counts,`,
      file('predictions.csv'),
      predictions.length,
    );
  if (confusion.length !== labels.length || confusion.some((row) => row.length !== labels.length))
    throw expected(
      'RUN_INVALID',
      `${labels.length} x ${labels.length} counts`,
      `test.confusion in ${file('metrics.json')}`,
      `${confusion.length} rows`,
    );
  const name = basename(resolve(folder));
  return { folder: name, name, config, metrics, history, predictions };
}
