import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EMOTIONS } from '@prosodia/features';
import type { RunMetrics } from '@prosodia/records';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { CommandContext } from '../command.js';
import { predictCommand } from '../commands/predict.js';
import { evaluateRun, type EvaluateReport } from '../flows/evaluate-run.js';
import { createTerminal } from '../terminal/terminal.js';
import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

/** A demo corpus of two voices, and a model of it; all tests share them. */
let demo: DemoPlace;
let place = '';
let corpus = '';
let run = '';
let model = '';

beforeAll(async () => {
  demo = await makeDemoPlace();
  ({ place, corpus } = demo);
  run = join(place, 'runs', 'first');
  model = join(run, 'model');
  const { exitCode, stderr } = await prosodia([
    ...['train', '--model', 'notebook-cnn', '--data', corpus, '--epochs', '2', '--seed', '3'],
    ...['--out', run, '--no-report'],
  ]);
  expect(exitCode, stderr).toBe(0);
});
afterAll(() => demo.remove());

const fileOf = (name: string) => readFile(join(run, name), 'utf8');

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
  const { test: result } = JSON.parse(await fileOf('metrics.json')) as RunMetrics;
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
  const tested = (await fileOf('predictions.csv'))
    .split('\n')
    .filter((line) => line.startsWith('Actor_01/'));
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
