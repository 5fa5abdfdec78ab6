import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeWav } from '../demo/wav.js';
import { extractFiles } from './extract-files.js';
import { featureRows } from './feature-rows.js';
import { FEATURE_SETS, featureSet } from './feature-set.js';
import { rowBatches } from './row-batches.js';

const set = featureSet('contour-stats.v1');
let folder = '';
let files: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prosodia-row-batches-'));
  files = Array.from({ length: 300 }, (_, i) => join(folder, `${i % 3}.wav`));
  for (const i of [0, 1]) {
    const samples = Float32Array.from({ length: 8000 }, (_, n) =>
      Math.sin((n * (n + 9 * i)) / 9e4),
    );
    await writeFile(join(folder, `${i}.wav`), encodeWav(samples, 8000));
  }
});
afterAll(() => rm(folder, { recursive: true }));

it('gives the rows, frames and failures of all files, batch by batch', async () => {
  const whole = featureRows(
    set,
    await extractFiles(files, { extraction: set.extraction, threads: 2 }),
  );
  let start = 0;
  for await (const batch of rowBatches(files, { featureSet: set, threads: 2 })) {
    const end = start + batch.files.length;
    expect(batch.files).toEqual(files.slice(start, end));
    expect(batch.values).toEqual(whole.values.subarray(start * set.width, end * set.width));
    expect(batch.nFrames).toEqual(whole.nFrames.subarray(start, end));
    const failed = whole.failures.filter(({ index }) => index >= start && index < end);
    expect(batch.failures.map(({ index }) => index + start)).toEqual(
      failed.map(({ index }) => index),
    );
    expect(batch.files.length).toBeLessThan(files.length);
    start = end;
  }
  expect(start).toBe(files.length);
  expect(whole.failures).toHaveLength(100);
});

it('has no batch of no files, and throws the reason of its signal', async () => {
  for await (const batch of rowBatches([], { featureSet: set, threads: 1 }))
    expect(batch).toBeUndefined();
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(rowBatches(files, { featureSet: set, threads: 1, signal }).next()).rejects.toThrow(
    'enough',
  );
});

it.each(FEATURE_SETS)('$id says of a file that there is no sound where it listens', async (own) => {
  const { offsetSeconds, durationSeconds } = own.extraction;
  const end = offsetSeconds + durationSeconds;
  const rate = 16_000;
  const soundFrom = async (name: string, second: number, value: (n: number) => number) => {
    const file = join(folder, `${name}.wav`);
    const samples = Float32Array.from({ length: 8 * rate }, (_, n) =>
      n < second * rate ? 0 : value(n),
    );
    await writeFile(file, encodeWav(samples, rate));
    return file;
  };
  const tone = (n: number): number => Math.sin(n / 9);
  const listed = [
    await soundFrom('nothing', 8, () => 0),
    await soundFrom('later', end + 0.1, tone),
    await soundFrom('at the end', end - 0.2, tone),
    await soundFrom('click', 0, (n) => (n === 2 * rate ? 0.01 : 0)),
    await soundFrom('tone', 0, tone),
  ];
  const said: string[] = [];
  for await (const { warnings } of rowBatches(listed, { featureSet: own, threads: 2 }))
    said.push(...warnings.map(({ index, message }) => `${index} ${message.replace(/ to .*/, '')}`));
  expect(said).toEqual(
    [0, 1].map((index) => `${index} no sound in the part that is heard (${offsetSeconds}`),
  );
});
