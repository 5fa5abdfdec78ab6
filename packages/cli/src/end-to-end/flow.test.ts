import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { EMOTIONS } from '@prosodia/features';
import type { RunMetrics } from '@prosodia/records';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

/** A demo corpus of two voices in a place with an awkward name, and one run on it; all tests share them. */
let demo: DemoPlace;
let place = '';
let corpus = '';
let run = '';
let trained: Awaited<ReturnType<typeof prosodia>>;

beforeAll(async () => {
  demo = await makeDemoPlace();
  ({ place, corpus } = demo);
  run = join(place, 'runs', 'first');
  // Says when it was asked instead of which commit is checked out.
  const bin = join(place, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'git'), '#!/bin/sh\ndate +%s%3N\n', { mode: 0o755 });
  trained = await prosodia(
    [
      ...['train', '--model', 'notebook-cnn', '--data', corpus, '--epochs', '2', '--seed', '3'],
      ...['--out', run, '--json'],
    ],
    { env: { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` } },
  );
});
afterAll(() => demo.remove());

const json = async <T>(file: string) => JSON.parse(await readFile(file, 'utf8')) as T;
const linesOf = async (folder: string, name: string) =>
  (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');
const lines = (name: string) => linesOf(run, name);

test('train leaves a whole run folder and says the same on stdout', async () => {
  expect(trained.exitCode, trained.stderr).toBe(0);
  expect((await readdir(run)).sort()).toEqual([
    'config.json',
    'history.csv',
    'metrics.json',
    'model',
    'predictions.csv',
    'report.html',
  ]);
  expect(await readdir(join(place, 'runs'))).toEqual(['first']);
  const metrics = await json<RunMetrics>(join(run, 'metrics.json'));
  expect(JSON.parse(trained.stdout)).toEqual({ run, report: join(run, 'report.html'), ...metrics });
});

test('metrics.json holds what the contract of the command promises', async () => {
  const metrics = await json<RunMetrics>(join(run, 'metrics.json'));
  expect(metrics).toMatchObject({
    backend: { name: 'tensorflow' },
    corpus: { name: 'demo', synthetic: true, clips: 120, failed: 0 },
    params: { total: 1_129_384, trainable: 1_128_488, nonTrainable: 896 },
    counts: { train: 84, dev: 12, test: 24 },
    leakCheck: { passed: true, clips: 120 },
    featureSet: 'mel-mean-259.v1',
    selection: 'dev',
    seed: 3,
    splitSeed: 0,
    epochs: 2,
  });
  expect(metrics.test.labels).toEqual(EMOTIONS);
  expect(metrics.test.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(24);
  expect(metrics.baseline.name).toBe('decision tree (ml-cart) on means of 7 features');
  expect(metrics.baseline.accuracy).toBeGreaterThan(0);
  expect(metrics.seconds.extract).toBeGreaterThan(0);
  expect(metrics.seconds.train).toBeGreaterThan(0);
});

test('config.json names the commit that was there when the run began', async () => {
  const config = await json<{ startedAt: string; commit: string }>(join(run, 'config.json'));
  const { seconds } = await json<RunMetrics>(join(run, 'metrics.json'));
  const asked = Number(config.commit) - Date.parse(config.startedAt);
  expect(asked).toBeGreaterThanOrEqual(0);
  expect(asked).toBeLessThan(1000 * (seconds.extract + seconds.train));
});

test('history and predictions have a row for each epoch and each test clip', async () => {
  expect(await lines('history.csv')).toHaveLength(1 + 2);
  const [header, ...rows] = await lines('predictions.csv');
  expect(header).toBe(['path', 'actual', 'predicted', ...EMOTIONS].join(','));
  expect(rows).toHaveLength(24);
  const { test: result } = await json<RunMetrics>(join(run, 'metrics.json'));
  const hits = rows.filter((row) => row.split(',')[1] === row.split(',')[2]).length;
  expect(hits / rows.length).toBe(result.accuracy);
  for (const row of rows) {
    const sum = row
      .split(',')
      .slice(3)
      .reduce((total, cell) => total + Number(cell), 0);
    expect(sum).toBeCloseTo(1, 5); // float32 softmax
  }
});

test('predict gives the test clips the probabilities that train gave them', () =>
  expectSameProbabilities(run));

test('train takes the network for sequences where none is named; predict gives what it gave', async () => {
  const out = join(place, 'default');
  const args = ['train', '--data', corpus, '--epochs', '1', '--out', out, '--json'];
  const { exitCode, stdout, stderr } = await prosodia(args);
  expect(exitCode, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    network: 'log-mel-conv',
    featureSet: 'voice-160x68.v2',
    epochs: 1,
  });
  expect(await json(join(out, 'config.json'))).toMatchObject({
    options: { model: 'log-mel-conv', epochs: 1, batchSize: 32 },
    training: { schedule: 'cosine', labelSmoothing: 0.1 },
  });
  await expectSameProbabilities(out);
});

async function expectSameProbabilities(folder: string): Promise<void> {
  const rows = (await linesOf(folder, 'predictions.csv')).slice(1).map((row) => row.split(','));
  const files = rows.map(([path = '']) => join(corpus, path));
  const outcome = await prosodia(['predict', '--model', folder, ...files, '--json']);
  expect(outcome.exitCode, outcome.stderr).toBe(0);
  const predictions = JSON.parse(outcome.stdout) as {
    emotion: string;
    probabilities: Record<string, number>;
  }[];
  expect(predictions).toHaveLength(24);
  rows.forEach(([, , predicted, ...cells], row) => {
    expect(predictions[row]?.emotion).toBe(predicted);
    const found = Object.values(predictions[row]?.probabilities ?? {});
    expect(found).toHaveLength(cells.length);
    // How many rows are asked at a time is a matter of rounding.
    cells.forEach((cell, i) => {
      expect(found[i]).toBeCloseTo(Number(cell), 5);
    });
  });
}

test('synthetic sounds are called synthetic at the start and beside the result', async () => {
  const again = await prosodia([
    ...['train', '--model', 'notebook-cnn', '--data', corpus, '--epochs', '1'],
    ...['--out', join(place, 'second')],
  ]);
  const words = /synthetic sounds.+accuracy says nothing about people/;
  expect(again.stderr.indexOf('synthetic sounds')).toBeLessThan(again.stderr.indexOf('Epoch 1/1'));
  expect(again.stderr).toMatch(words);
  expect(again.stdout).toMatch(words);
  expect(again.stdout).toMatch(
    /Test accuracy .+\n[^]*Baseline .+\n[^]*Run folder .+\n[^]*prosodia predict --model '/,
  );
});

test('a run folder that is taken is refused before any work', async () => {
  const refused = await prosodia(['train', '--data', corpus, '--out', run]);
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused.stderr).toMatch(
    /^Error: Expected a new or empty folder .+; --force replaces that run \(RUN_FOLDER\)\n$/,
  );
});
