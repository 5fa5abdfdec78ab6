import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { loadBackend } from '../backend.js';
import { classes, network, sines } from '../training/_test-training.js';
import { train } from '../training/train.js';
import type { EpochRecord } from '../training/train-options.js';
import { histogramOf } from './_histogram.js';
import { crc32c } from './_record.js';
import { EventFile } from './event-file.js';

let folder: string;
beforeAll(async () => {
  await loadBackend({ prefer: 'javascript' });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prosodia-events-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Trains some epochs with a file of events, from an epoch on. */
async function trainWithEvents(epochs: number, from = 1): Promise<EpochRecord[]> {
  const events = await EventFile.begin(folder, from);
  const history: EpochRecord[] = [];
  const { model } = await train({
    ...{ train: sines(61, 1), dev: sines(30, 2), classes, network, epochs, learningRate: 0.002 },
    onEpoch: async (record, moment) => {
      if (record.epoch < from) return;
      history.push(record);
      await events.add(record, moment);
    },
  });
  model.dispose();
  await events.close();
  return history;
}

it('has the checksum that its description gives', () => {
  // RFC 3720, B.4, and the usual check value.
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
});

it('counts every finite value in one bucket', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i));
  const { min, max, count, counts = [], limits = [] } = histogramOf(values) ?? {};
  expect(count).toBe(1000);
  expect(counts.reduce((sum, each) => sum + each)).toBe(1000);
  expect([min, max]).toEqual([Math.min(...values), limits.at(-1)]);
  limits.reduce((left, right, bucket) => {
    const inside = values.filter((value) => value >= left && (value < right || right === max));
    expect(Math.abs(inside.length - (counts[bucket] ?? 0))).toBeLessThanOrEqual(1); // an edge is rounded
    return right;
  }, min ?? 0);
  expect(histogramOf(Float32Array.of(2, 2, NaN))).toMatchObject({ count: 2, counts: [2] });
  expect(histogramOf(Float32Array.of(NaN, Infinity))).toBeUndefined();
});

it('writes records that follow each other to the end of the file', async () => {
  await trainWithEvents(2);
  const [name = ''] = await readdir(folder);
  const bytes = await readFile(join(folder, name));
  let records = 0;
  for (let at = 0; at < bytes.length; records++) at += 16 + Number(bytes.readBigUInt64LE(at));
  expect(records).toBe(4); // version, start, two epochs
  expect(bytes.toString('latin1', 0, 40)).toContain('brain.Event:2');
});

it('says which file cannot be written', async () => {
  const file = join(folder, 'a file');
  await writeFile(file, '');
  const failing = EventFile.begin(file);
  await expect(failing).rejects.toMatchObject({ code: 'EVENTS_IO' });
  await expect(failing).rejects.toThrow(join(file, 'events.out.tfevents.'));
});

/** What TensorBoard itself makes of the folder. */
const READER = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "histograms": 0})
events.Reload()
tags = events.Tags()
print(json.dumps({
    "scalars": {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in tags["scalars"]},
    "histograms": {tag: [[e.step, e.histogram_value.num, sum(e.histogram_value.bucket)]
                         for e in events.Histograms(tag)] for tag in tags["histograms"]},
}))
`;
const python = process.env.PROSODIA_TENSORBOARD_PYTHON ?? 'python3';
const there = spawnSync(python, ['-c', 'import tensorboard']).status === 0;
if (!there)
  process.stderr.write(
    'left out: TensorBoard reads the events (bring it with pip, and let PROSODIA_TENSORBOARD_PYTHON name its Python)\\n',
  );

it.runIf(there)(
  'is read by TensorBoard, and what goes on takes the place of what was cut off',
  async () => {
    await trainWithEvents(3);
    // A kill in the middle of a record, after epochs that no checkpoint has.
    const [name = ''] = await readdir(folder);
    await truncate(join(folder, name), (await readFile(join(folder, name))).length - 5);
    const history = await trainWithEvents(4, 2);
    expect(history.map(({ epoch }) => epoch)).toEqual([2, 3, 4]);
    const { status, stdout, stderr } = spawnSync(python, ['-c', READER, folder], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const { scalars, histograms } = JSON.parse(stdout) as Record<
      string,
      Record<string, number[][]>
    >;
    expect(Object.keys(scalars ?? {}).sort()).toEqual([
      'dev/accuracy',
      'dev/loss',
      'dev/recall',
      'train/accuracy',
      'train/learning_rate',
      'train/loss',
    ]);
    const steps = (points: number[][] = []) => points.map(([step]) => step);
    for (const points of Object.values(scalars ?? {})) expect(steps(points)).toEqual([1, 2, 3, 4]);
    const losses = scalars?.['train/loss']?.slice(1).map(([, value]) => value);
    expect(losses).toEqual(history.map(({ loss }) => Math.fround(loss)));
    expect(scalars?.['train/learning_rate']?.[0]?.[1]).toBe(Math.fround(0.002));
    expect(Object.keys(histograms ?? {})).toContain('weights/conv/kernel');
    expect(histograms?.['weights/conv/kernel']).toEqual([1, 2, 3, 4].map((step) => [step, 20, 20]));
  },
);
