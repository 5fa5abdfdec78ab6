import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { parseJson } from './_json.js';
import { expected } from './errors.js';
import { CONFIG_FILE, HISTORY_FILE, METRICS_FILE, PREDICTIONS_FILE } from './files.js';
import { readHistory } from './history.js';
import { readPredictions } from './predictions.js';
import { configSchema, metricsSchema, type RunRecord } from './run-record.js';

/**
 * Reads the record of a run: `config.json`, `metrics.json`, `history.csv` and `predictions.csv` of its folder.
 *
 * @throws {RecordsError} RUN_NOT_FOUND where one of them is missing, RUN_INVALID naming the file and what is wrong in it
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
  const config = parseJson(await text(CONFIG_FILE), configSchema, file(CONFIG_FILE));
  const metrics = parseJson(await text(METRICS_FILE), metricsSchema, file(METRICS_FILE));
  const { labels, confusion } = metrics.test;
  const predictions = readPredictions(await text(PREDICTIONS_FILE), labels, file(PREDICTIONS_FILE));
  const history = readHistory(await text(HISTORY_FILE), file(HISTORY_FILE));
  if (predictions.length !== metrics.counts.test)
    throw expected(
      'RUN_INVALID',
      `${metrics.counts.test} clips, as many as ${METRICS_FILE} counts,`,
      file(PREDICTIONS_FILE),
      predictions.length,
    );
  if (confusion.length !== labels.length || confusion.some((row) => row.length !== labels.length))
    throw expected(
      'RUN_INVALID',
      `${labels.length} x ${labels.length} counts`,
      `test.confusion in ${file(METRICS_FILE)}`,
      `${confusion.length} rows`,
    );
  const name = basename(resolve(folder));
  return { folder: name, name, config, metrics, history, predictions };
}
