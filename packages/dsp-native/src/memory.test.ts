import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { noise, temporaryFolder, wavBytes, type TemporaryFolder } from './_fixtures.js';
import type { ResultOptions } from './_result.js';
import { powerToDb } from './decibel.js';
import { delta } from './delta.js';
import { extract } from './extract.js';
import { logMelSpectrogram } from './log-mel.js';
import { melFilterbank, melSpectrogram } from './mel.js';
import { mfcc } from './mfcc.js';
import { pitch } from './pitch.js';
import { resample } from './resample.js';
import { stft } from './stft.js';
import { LogMelStream } from './stream.js';
import { decodeWav } from './wav.js';

/** Whose memory is read and written, and what becomes of it during a call. */

const samples = noise(20_000);
const rates = { fromRate: 48_000, toRate: 44_100 };
const wav = wavBytes(samples, 8000);

const stages: [string, (input: Float32Array, into?: ResultOptions) => Float32Array][] = [
  ['melSpectrogram', (input, into) => melSpectrogram(input, into).values],
  ['logMelSpectrogram', (input, into) => logMelSpectrogram(input, into).values],
  ['mfcc', (input, into) => mfcc(input, into).values],
  ['resample', (input, into) => resample(input, { ...rates, ...into })],
  ['powerToDb', (input, into) => powerToDb(input, into)],
  ['delta', (input, into) => delta({ values: input, nFrames: 100 }, into)],
];

/** Those that only read. */
const readers: [string, (input: Float32Array) => Float32Array][] = [
  ...stages,
  ['stft', (input) => stft(input).real],
  ['pitch', (input) => pitch(input).levelDb],
  ['LogMelStream', (input) => new LogMelStream({ fromRate: 48_000 }).push(input)],
];

let folder: TemporaryFolder;
let paths: string[];
beforeAll(() => {
  folder = temporaryFolder();
  paths = [1, 2, 3].map((seed) => folder.write(`${seed}.wav`, wavBytes(noise(40_000, seed), 8000)));
});
afterAll(() => {
  folder.remove();
});

const invalid = (message: string) =>
  expect.objectContaining({
    code: 'INVALID_OPTION',
    message: expect.stringContaining(message) as string,
  }) as Error;

type Resizable = ArrayBuffer & { resize(length: number): void };

/** Memory that can be resized, which TypeScript's library does not know of yet. */
function resizable(length: number, maxByteLength: number): Resizable {
  const Buffer = ArrayBuffer as unknown as new (length: number, options: object) => Resizable;
  return new Buffer(length, { maxByteLength });
}

function detach(array: Float32Array | Uint8Array): void {
  structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
}

describe("the caller's memory for a result", () => {
  it.each(stages)('of %s is filled in its place and returned', (_, stage) => {
    const reference = stage(samples);
    const larger = new Float32Array(reference.length + 10).fill(7);
    const into = larger.subarray(5, -5);
    expect(stage(samples, { into })).toBe(into);
    expect(into).toEqual(reference);
    expect([...larger.subarray(0, 5), ...larger.subarray(-5)]).toEqual(Array(10).fill(7));
  });

  it.each(stages)('of %s is refused where its length is another', (_, stage) => {
    const { length } = stage(samples);
    const into = new Float32Array(length - 1);
    expect(() => stage(samples, { into })).toThrow(
      invalid(`Float32Array of ${length} values for into but received one of ${length - 1}`),
    );
  });

  it.each(stages)('of %s is refused where it lies on what is read', (_, stage) => {
    const { length } = stage(samples);
    const both = new Float32Array(samples.length + length);
    const input = both.subarray(0, samples.length);
    input.set(samples);
    const into = both.subarray(samples.length - 1, samples.length - 1 + length);
    expect(() => stage(input, { into })).toThrow(
      invalid('memory apart from what is read and written for into'),
    );
    expect(input).toEqual(samples);
  });

  it('is a Float32Array', () => {
    expect(() => mfcc(samples, { into: [] as never })).toThrow(invalid('for into'));
    expect(() => stft(samples, { into: { real: [] as never } })).toThrow(invalid('for real'));
    expect(() => stft(samples, { into: { reel: samples } as never })).toThrow(
      invalid("received 'reel', did you mean 'real'?"),
    );
  });

  it('may be shared with other threads', () => {
    const into = new Float32Array(new SharedArrayBuffer(4 * samples.length));
    powerToDb(samples, { into });
    expect(into).toEqual(powerToDb(samples));
  });
});

describe("the caller's memory for a batch", () => {
  it('is filled and returned', async () => {
    const reference = await extract(paths);
    const matrix = new Float32Array(5 * 259).fill(7);
    const into = matrix.subarray(259, 4 * 259);
    const { values } = await extract(paths, { into });
    expect(values).toBe(into);
    expect(values).toEqual(reference.values);
    expect(matrix.subarray(0, 259).every((value) => value === 7)).toBe(true);
  });

  it('of another length is refused before any work', async () => {
    const refusal = extract(paths, { into: new Float32Array(259) });
    await expect(refusal).rejects.toThrow(
      invalid('of 777 values for into but received one of 259'),
    );
  });

  it('that is detached meanwhile is an error, not a crash', async () => {
    const into = new Float32Array(3 * 259);
    const running = extract(paths, { into });
    detach(into);
    await expect(running).rejects.toThrow(invalid('for into but received one of 0'));
  });

  it('that is resized meanwhile is an error, not a crash', async () => {
    const buffer = resizable(4 * 3 * 259, 4 * 3 * 259);
    const running = extract(paths, { into: new Float32Array(buffer) });
    buffer.resize(4 * 259);
    await expect(running).rejects.toThrow(invalid('for into but received one of 259'));
  });

  it('that is written to meanwhile holds the result in the end', async () => {
    const into = new Float32Array(3 * 259);
    const running = extract(paths, { into });
    into.fill(NaN);
    const { values } = await running;
    expect(values).toEqual((await extract(paths)).values);
  });

  it('keeps the paths of the call, whatever the array holds later', async () => {
    const given = [...paths];
    const running = extract(given);
    given.fill('elsewhere');
    expect((await running).failures).toEqual([]);
  });
});

describe('what is read', () => {
  it.each(readers)('by %s may be shared with other threads', (_, reader) => {
    const shared = new Float32Array(new SharedArrayBuffer(4 * samples.length));
    shared.set(samples);
    expect(reader(shared)).toEqual(reader(samples));
  });

  it('by decodeWav may be shared with other threads', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(wav.length));
    shared.set(wav);
    expect(decodeWav(shared)).toEqual(decodeWav(wav));
  });

  it.each(readers)('by %s may lie in memory that was resized', (_, reader) => {
    const buffer = resizable(4 * samples.length, 8 * samples.length);
    const tracking = new Float32Array(buffer);
    tracking.set(samples);
    expect(reader(tracking)).toEqual(reader(samples));
    buffer.resize(4 * 5000);
    expect(reader(tracking)).toEqual(reader(samples.subarray(0, 5000)));
  });

  it('is empty where its memory was shrunk away', () => {
    const buffer = resizable(4 * 5000, 4 * 5000);
    const fixed = new Float32Array(buffer, 4 * 100, 4000);
    buffer.resize(4 * 50);
    expect(() => stft(fixed)).toThrow(expect.objectContaining({ code: 'AUDIO_EMPTY' }) as Error);
  });

  it('by extract may be written to, resized or detached meanwhile', async () => {
    const bytes = wavBytes(noise(40_000, 1), 8000);
    const reference = await extract([bytes]);
    const changes: ((view: Uint8Array) => void)[] = [
      (view) => view.fill(255),
      (view) => {
        (view.buffer as Resizable).resize(10);
      },
      detach,
    ];
    for (const change of changes) {
      const view = new Uint8Array(resizable(bytes.length, bytes.length));
      view.set(bytes);
      const running = extract([view]);
      change(view);
      expect((await running).values).toEqual(reference.values);
    }
  });

  it('may be detached by an option that is being read, and is then empty', () => {
    const mine = samples.slice();
    const options = {
      get nFft() {
        detach(mine);
        return 2048;
      },
    };
    expect(() => stft(mine, options)).toThrow(
      expect.objectContaining({ code: 'AUDIO_EMPTY' }) as Error,
    );
    const bytes = wav.slice();
    const limits = {
      get maxChunks() {
        detach(bytes);
        return 10;
      },
    };
    expect(() => decodeWav(bytes, limits)).toThrow(
      expect.objectContaining({ code: 'WAV_NOT_WAVE' }) as Error,
    );
  });
});

it('a result is a Float32Array, whatever the global of that name has become', () => {
  const reference = melFilterbank();
  const { Float32Array } = globalThis;
  globalThis.Float32Array = Array as never;
  let result;
  try {
    result = melFilterbank();
  } finally {
    globalThis.Float32Array = Float32Array;
  }
  expect(result).toEqual(reference);
});
