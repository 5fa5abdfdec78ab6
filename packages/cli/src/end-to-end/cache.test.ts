import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { userCacheFolder } from '@prosodia/features';
import { tensorflowCache } from '@prosodia/model';

import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

let demo: DemoPlace;
beforeAll(async () => {
  demo = await makeDemoPlace();
});
afterAll(() => demo.remove());

async function run<T>(...args: string[]): Promise<T> {
  const outcome = await prosodia([...args, '--json']);
  expect(outcome.exitCode, outcome.stderr).toBe(0);
  return JSON.parse(outcome.stdout) as T;
}

async function extract(name: string, ...args: string[]): Promise<{ kept: number; bytes: Buffer }> {
  const out = join(demo.place, name);
  const told = ['extract', '--data', demo.corpus, '--out', out, ...args];
  const { kept } = await run<{ kept: number }>(...told);
  return { kept, bytes: await readFile(out) };
}

test('a second extraction measures nothing, --no-cache all, and their tables are the same', async () => {
  const first = await extract('first.parquet');
  const second = await extract('second.parquet');
  const without = await extract('without.parquet', '--no-cache');
  expect([first.kept, second.kept, without.kept]).toEqual([0, 120, 0]);
  expect(second.bytes.equals(first.bytes)).toBe(true);
  expect(without.bytes.equals(first.bytes)).toBe(true);
});

test('--no-cache keeps nothing, and cache shows and removes what there is', async () => {
  interface Listed {
    readonly bytes: number;
    readonly files: { kind: string; featureSet?: string; corpus: string; entries: number }[];
    readonly removed: unknown[];
  }
  await run('cache', '--max-bytes', '0');
  await extract('a.csv', '--no-cache');
  expect(await run<Listed>('cache')).toMatchObject({ bytes: 0, files: [], removed: [] });
  await extract('b.csv');
  const { bytes, files } = await run<Listed>('cache');
  expect(bytes).toBeGreaterThan(120 * 259 * 4);
  expect(files).toMatchObject([
    { kind: 'features', featureSet: 'mel-mean-259.v1', corpus: demo.corpus, entries: 120 },
    { kind: 'files', corpus: demo.corpus, entries: 120 },
  ]);
  const shown = await prosodia(['cache']);
  expect(shown.stdout).toMatch(/^mel-mean-259\.v1 .+two voices +120 +\d+\.\d kB {2}\d{4}-/m);
  expect((await run<Listed>('cache', '--prune', '--older-than', '1d')).removed).toEqual([]);
  const emptied = await run<Listed>('cache', '--max-bytes', '0');
  expect(emptied.removed).toHaveLength(2);
  expect((await extract('c.csv')).kept).toBe(0);
});

test('features and TensorFlow lie in one folder of the user', () => {
  expect(dirname(tensorflowCache())).toBe(userCacheFolder());
});
