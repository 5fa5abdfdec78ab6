import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { RunMetrics } from '@prosodia/records';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EMOTIONS } from '@prosodia/features';

import type { CommandContext } from '../command.js';
import { predictCommand } from '../commands/predict.js';
import { evaluateRun, type EvaluateReport } from '../flows/evaluate-run.js';
import { createTerminal } from '../terminal/terminal.js';
import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

/** A demo corpus of two voices in a place with an awkward name, and one run on it; all tests share them. */
let demo: DemoPlace;
let place = '';
let corpus = '';
let run = '';
let model = '';
let trained: Awaited<ReturnType<typeof prosodia>>;

beforeAll(async () => {
  demo = await makeDemoPlace();
  ({ place, corpus } = demo);
  run = join(place, 'runs', 'first');
  model = join(run, 'model');
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

test('predict names an emotion for each file and goes on after a bad one', async () => {
  const [name = ''] = (await readdir(join(corpus, 'Actor_01'))).sort();
  const good = join(corpus, 'Actor_01', name);
  const bad = join(place, 'not a wav.wav');
  await writeFile(bad, 'nothing of the kind');
  const both = await prosodia(['predict', '--model', model, bad, good, '--json']);
  expect(both.exitCode, both.stderr).toBe(0);
  expect(both.stderr).toContain('not a wav.wav: Expected');
  expect(JSON.parse(both.stdout)).toEqual([
    {
      file: bad,
      error: { code: 'WAV_NOT_WAVE', message: expect.stringContaining('Expected') as string },
    },
    {
      file: good,
      emotion: expect.stringMatching(EMOTIONS.join('|')) as string,
      probabilities: expect.any(Object) as object,
      frames: expect.any(Number) as number,
      warnings: [],
    },
  ]);
  expect((await prosodia(['predict', '--model', model, good])).stdout).toMatch(
    new RegExp(`${name} +(${EMOTIONS.join('|')}) +[\\d.]+ % `),
  );
  const none = await prosodia(['predict', '--model', model, bad]);
  expect(none).toMatchObject({ exitCode: 1, stdout: '' });
});

test('predict says so of a recording that is mostly padding', async () => {
  const [name = ''] = (await readdir(join(corpus, 'Actor_01'))).sort();
  const whole = await readFile(join(corpus, 'Actor_01', name));
  const second = join(place, 'one second.wav');
  await writeFile(second, whole.subarray(0, 96_100)); // 16 bits, 48 kHz, and the head
  const { stdout, stderr } = await prosodia(['predict', '--model', model, second, '--json']);
  expect(JSON.parse(stdout)).toMatchObject([{ file: second, frames: 44 }]);
  expect(stderr).toContain('one second.wav: it fills 44 of 259 frames');

  const little = join(place, 'little.wav');
  await writeFile(little, whole.subarray(0, 57_700)); // 0.6 s, of which the model hears 0.1
  const empty = await prosodia(['predict', '--model', model, little]);
  expect(empty.stderr).toMatch(/little\.wav: it fills \d of 259 .+ so its answer means nothing/);
});

test('predict warns of a file without a sound where the model listens, marks its row, and says where it listens', async () => {
  const [name = ''] = (await readdir(join(corpus, 'Actor_01'))).sort();
  const voice = join(corpus, 'Actor_01', name);
  const whole = await readFile(voice);
  const late = join(place, 'late.wav');
  const silence = Buffer.alloc(8 * 96_000); // 16 bits, 48 kHz
  const samples = whole.subarray(whole.length - 96_000);
  await writeFile(late, wavOf(Buffer.concat([silence, samples])));
  const files = [late, voice];
  const { stdout, stderr } = await prosodia(['predict', '--model', model, ...files]);
  expect(stderr.match(/The model hears 3 s of each file, from 0\.5 s on\.\n/g)).toHaveLength(1);
  expect(stderr).toContain('late.wav: no sound in the part that is heard (0.5 to 3.5 s), so');
  expect(stdout).toMatch(/late\.wav +\w+ \* +[\d.]+ %/);
  expect(stdout).toMatch(/\n\* a warning says why/);
  const json = await prosodia(['predict', '--model', model, ...files, '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject([
    { warnings: [expect.stringMatching(/^no sound in the part/)] },
    { warnings: [] },
  ]);
  const alone = await prosodia(['predict', '--model', model, voice]);
  expect(alone.stdout).not.toContain('*');
});

/** 16-bit samples of one channel at 48 kHz as a WAV file. */
function wavOf(samples: Buffer): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1');
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(96_000, 28);
  head.write('\x02\0\x10\0data', 32, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A terminal at which Ctrl-C is pressed when `moment` says so. */
function interrupted(moment: (event: string) => boolean): CommandContext {
  const stop = new AbortController();
  const told = (event: string): void => {
    if (moment(event)) stop.abort();
  };
  const terminal = createTerminal({ quiet: true, json: true });
  const end = (): void => {
    told('extracted');
  };
  const progress = () => ({ update: () => undefined, end });
  return { terminal: { ...terminal, warn: told, progress }, signal: stop.signal, env: {} };
}

test('Ctrl-C after the extraction ends evaluate and predict without a result', async () => {
  const extracted = interrupted((event) => event === 'extracted');
  await expect(evaluateRun({ model, data: corpus }, extracted)).rejects.toThrow('aborted');
  const bad = join(place, 'not a wav.wav');
  await writeFile(bad, 'nothing of the kind');
  const warned = interrupted((event) => event.startsWith(bad));
  await expect(predictCommand.run({ model, json: true }, warned, [bad])).rejects.toThrow('aborted');
});

test('evaluate gives the test clips the accuracy that train gave them, and warns of the others', async () => {
  const outcome = await prosodia(['evaluate', '--model', model, '--data', corpus, '--json']);
  expect(outcome.exitCode, outcome.stderr).toBe(0);
  const report = JSON.parse(outcome.stdout) as EvaluateReport;
  const { test: result } = await json<RunMetrics>(join(run, 'metrics.json'));
  expect(report).toMatchObject({ clips: 120, failed: 0, seenInTraining: 96 });
  expect(report.unseen?.confusion).toEqual(result.confusion);
  expect(outcome.stderr).toContain('trained on 96 of these 120 clips');
});

test('evaluate knows clips of the training again under other names and in other files', async () => {
  const clips = (await readdir(join(corpus, 'Actor_01'))).sort();
  const copies = join(place, 'copies');
  await mkdir(copies);
  const rows: string[] = [];
  for (const [index, name] of clips.entries()) {
    const wav = await readFile(join(corpus, 'Actor_01', name));
    // A chunk behind the sound makes it another file.
    const more = Buffer.concat([wav, Buffer.from('junk'), Buffer.from([2, 0, 0, 0, 7, 7])]);
    more.writeUInt32LE(more.length - 8, 4);
    await writeFile(join(copies, `${index}.wav`), more);
    rows.push(`${index}.wav,${EMOTIONS[Number(name.slice(6, 8)) - 1]},ada`);
  }
  const manifest = join(copies, 'mine.csv');
  await writeFile(manifest, ['path,label,speaker', ...rows, ''].join('\n'));
  const { exitCode, stdout, stderr } = await prosodia([
    'evaluate',
    '--model',
    model,
    '--data',
    manifest,
    '--json',
  ]);
  expect(exitCode, stderr).toBe(0);
  const tested = (await lines('predictions.csv')).filter((line) => line.startsWith('Actor_01/'));
  expect(JSON.parse(stdout)).toMatchObject({
    clips: 60,
    seenInTraining: 60 - tested.length,
  });
  expect(stderr).toContain(`trained on ${60 - tested.length} of these 60 clips`);
});

test('a model that is not there, or is altered, is an error of one line', async () => {
  const missing = await prosodia(['predict', '--model', place, 'a.wav']);
  expect(missing).toMatchObject({ exitCode: 1, stdout: '' });
  expect(missing.stderr).toMatch(
    /^Error: Expected a folder with model\.json .+ \(MODEL_FOLDER\)\n$/,
  );
  const nowhere = await prosodia(['evaluate', '--model', join(place, 'nowhere'), '--data', corpus]);
  expect(nowhere).toMatchObject({ exitCode: 1, stdout: '' });
  expect(nowhere.stderr).toMatch(
    /received one that is not there; .+ makes runs \(MODEL_FOLDER\)\n$/,
  );
  const altered = join(place, 'altered');
  await cp(model, altered, { recursive: true });
  await writeFile(join(altered, 'model.json'), '{}');
  const bad = await prosodia(['predict', '--model', altered, 'a.wav']);
  expect(bad).toMatchObject({ exitCode: 1, stdout: '' });
  expect(bad.stderr).toMatch(
    /^Error: Expected SHA-256 .+; the file is damaged: copy the model again .+, or train it again \(BUNDLE_INVALID\)\n$/,
  );
});

test('predict and evaluate take the folder of a run for its model', async () => {
  const [name = ''] = await readdir(join(corpus, 'Actor_01'));
  const file = join(corpus, 'Actor_01', name);
  const [byRun, byModel] = [
    await prosodia(['predict', '--model', run, file, '--json']),
    await prosodia(['predict', '--model', model, file, '--json']),
  ];
  expect(byRun.exitCode, byRun.stderr).toBe(0);
  expect(byRun.stdout).toBe(byModel.stdout);
});
