import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { floatWavBytes, noise, temporaryFolder, type TemporaryFolder } from './_fixtures.js';
import { powerToDb } from './decibel.js';
import { delta } from './delta.js';
import { DspError } from './errors.js';
import { extract } from './extract.js';
import { describeKernel } from './kernel.js';
import { logMelSpectrogram } from './log-mel.js';
import { melSpectrogram } from './mel.js';
import { mfcc } from './mfcc.js';
import { pitch } from './pitch.js';
import { resample } from './resample.js';
import { stft } from './stft.js';
import { LogMelStream } from './stream.js';
import { decodeWav, readWav } from './wav.js';

/** The README's table of odd input holds, cell by cell, in every kernel that this CPU has. */

type Values = Float32Array;

const inputs: Record<string, Values> = {
  NaN: noise(6000).with(7, NaN),
  infinite: noise(6000).with(7, Infinity),
  denormal: noise(6000).map((x) => x * 1e-40),
  silent: new Float32Array(6000),
  one: Float32Array.of(0.5),
  none: new Float32Array(0),
};

let folder: TemporaryFolder;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => {
  folder.remove();
});

const stages: Record<string, (input: Values) => Values | Promise<Values>> = {
  decodeWav: (input) => decodeWav(floatWavBytes(input, 8000)).samples,
  readWav: async (input) =>
    (await readWav(folder.write('any.wav', floatWavBytes(input, 8000)))).samples,
  resample: (input) => resample(input, { fromRate: 48_000, toRate: 44_100 }),
  stft(input) {
    const { real, imag } = stft(input);
    return Float32Array.of(...real, ...imag);
  },
  melSpectrogram: (input) => melSpectrogram(input).values,
  logMelSpectrogram: (input) => logMelSpectrogram(input).values,
  LogMelStream(input) {
    const stream = new LogMelStream({ fromRate: 48_000 });
    return Float32Array.of(...stream.push(input), ...stream.end());
  },
  async extract(input) {
    const options = { offsetSeconds: 0 };
    const { values, nFrames, failures } = await extract([floatWavBytes(input, 48_000)], options);
    if (failures[0]) throw new DspError(failures[0].code, failures[0].message);
    return values.subarray(0, nFrames[0]);
  },
  mfcc: (input) => mfcc(input).values,
  pitch(input) {
    const { hertz, strength, levelDb } = pitch(input);
    return Float32Array.of(...hertz, ...strength, ...levelDb);
  },
  powerToDb: (input) => powerToDb(input.map(Math.abs)),
  delta: (input) => delta({ values: input, nFrames: input.length }),
};

/** What a cell says, of the values that came of an input. */
const promises: Record<string, (values: Values, input: Values) => boolean> = {
  '0': (values) => values.every((value) => value === 0),
  '-100 dB': (values) => values.every((value) => value === -100),
  finite: (values) => values.every(Number.isFinite),
  infinite: (values) => values.every((value) => value === Infinity),
  'as they are': (values, input) => sameBits(values, input),
  empty: (values) => values.length === 0,
};

function sameBits(a: Values, b: Values): boolean {
  return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}

function bytesOf({ buffer, byteOffset, byteLength }: Values): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [head = [], , ...rows] = (/^\| samples .*(\n\|.*)*/m.exec(readme)?.[0] ?? '')
  .split('\n')
  .map((line) => line.split('|').slice(1, -1))
  .map((cells) => cells.map((cell) => cell.replaceAll('`', '').trim()));
const cells = rows.flatMap(([names = '', ...outcomes]) =>
  names
    .split(', ')
    .flatMap((stage) =>
      outcomes.map((outcome, n) => ({ stage, input: head[n + 1] ?? '', outcome })),
    ),
);

/** The values, or the code of the refusal. */
async function outcomeOf(stage: string, input: Values): Promise<Values | string> {
  try {
    return (await stages[stage]?.(input)) ?? 'no such stage';
  } catch (error) {
    return error instanceof DspError ? error.code : String(error);
  }
}

it('the table has every stage and every odd input', () => {
  expect(head.slice(1)).toEqual(Object.keys(inputs));
  expect(new Set(cells.map(({ stage }) => stage))).toEqual(new Set(Object.keys(stages)));
});

describe('odd input', () => {
  it.each(cells)('to $stage, $input: $outcome', async ({ stage, input, outcome }) => {
    const samples = inputs[input] ?? new Float32Array(0);
    const before = process.env.PROSODIA_KERNEL;
    const results = [];
    try {
      for (const kernel of describeKernel().available) {
        process.env.PROSODIA_KERNEL = kernel;
        expect(describeKernel().name).toBe(kernel);
        results.push(await outcomeOf(stage, samples));
      }
    } finally {
      if (before === undefined) delete process.env.PROSODIA_KERNEL;
      else process.env.PROSODIA_KERNEL = before;
    }
    const [first] = results;
    for (const result of results) {
      if (typeof result === 'string' || typeof first !== 'object') {
        expect(result).toBe(outcome);
      } else {
        expect(promises[outcome]?.(result, samples)).toBe(true);
        expect(result.length > 0 || outcome === 'empty').toBe(true);
        expect(sameBits(result, first)).toBe(true);
      }
    }
  });
});
