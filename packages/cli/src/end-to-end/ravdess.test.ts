import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunMetrics } from '@prosodia/records';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTable } from '@prosodia/features';

import { prosodia } from './cli-process.js';

const data = process.env.PROSODIA_DATA;

describe.skipIf(data === undefined)('the real RAVDESS, where PROSODIA_DATA names it', () => {
  let place = '';
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'prosodia-ravdess-'));
  });
  afterAll(() => rm(place, { recursive: true }));

  test('train splits 1440 clips into 1152 and 288 and keeps the equal pair together', async () => {
    const out = join(place, 'run');
    const args = [
      ...['train', '--model', 'notebook-cnn', '--epochs', '1', '--selection', 'last'],
      ...['--out', out, '--json'],
    ];
    const { exitCode, stdout, stderr } = await prosodia(args, { env: { PROSODIA_DATA: data } });
    expect(exitCode, stderr).toBe(0);
    const metrics = JSON.parse(stdout) as RunMetrics;
    expect(metrics).toMatchObject({
      corpus: { name: 'ravdess', synthetic: false, clips: 1440, failed: 0 },
      counts: { train: 1152, dev: 0, test: 288 },
      params: { total: 1_129_384, trainable: 1_128_488, nonTrainable: 896 },
    });
    const pair = metrics.leakCheck.duplicateGroups.map((paths) =>
      paths.map((path) => path.slice(-24)),
    );
    expect(pair).toEqual([['03-01-03-01-02-01-07.wav', '03-01-03-01-02-02-07.wav']]);
    const predictions = await readFile(join(out, 'predictions.csv'), 'utf8');
    expect(predictions.trimEnd().split('\n')).toHaveLength(1 + 288);
  });

  test('extract writes the same 1440 x 259 values as CSV and Parquet, and the matrix as npy', async () => {
    for (const suffix of ['csv', 'parquet', 'npy']) {
      const args = ['extract', '--out', join(place, `table.${suffix}`), '--json'];
      const { exitCode, stdout, stderr } = await prosodia(args, { env: { PROSODIA_DATA: data } });
      expect(exitCode, stderr).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ clips: 1440, failed: [] });
    }
    const csv = await readTable(join(place, 'table.csv'));
    expect(csv.values).toHaveLength(1440 * 259);
    expect(csv).toEqual(await readTable(join(place, 'table.parquet')));
    const { size } = await stat(join(place, 'table.npy'));
    expect(size).toBe(128 + 4 * csv.values.length);
  });
});
