import { expect, it } from 'vitest';

import { loadAddon, native } from './_addon.js';
import { DspError, expected } from './errors.js';
import type { NativeExtract } from './extract.js';
import { stft } from './stft.js';

it('every error is an Error with a name and a stable code', () => {
  const error = new DspError('IO', 'Expected a file for path but received nothing');
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code]).toEqual(['DspError', 'IO']);
});

it.each([
  ['text', "'text'"],
  ['x'.repeat(100), `'${'x'.repeat(80)}...'`],
  [[1, 2], 'an array of 2'],
  [new Float64Array(2), 'a Float64Array'],
  [new Map(), 'an object (Map)'],
  [Object.create(null), 'an object'],
  [() => 0, 'a function'],
  [null, 'null'],
  [undefined, 'undefined'],
  [NaN, 'NaN'],
  [12, '12'],
])('a sentence describes %j in a few words', (value, words) => {
  const { message } = expected('INVALID_ARGUMENT', 'something else', 'it', value);
  expect(message).toBe(`Expected something else for it but received ${words}`);
});

it('an error of the native side has a JavaScript stack that leads to the caller', () => {
  function theCaller() {
    stft(new Float32Array(0));
  }
  let stack: string | undefined;
  try {
    theCaller();
  } catch (error) {
    stack = (error as Error).stack;
  }
  expect(stack).toContain('theCaller');
});

it('a word that the native side does not know is refused there too', () => {
  const edges = { center: true, padMode: 'reflect' } as const;
  const frames = { nFft: 2048, hopLength: 512, ...edges, precision: 'double' } as const;
  const bands = { sampleRate: 44_100, nMels: 128, fMin: 0, fMax: 8000 };
  const decibels = { ref: 1, amin: 1e-10, topDb: 80 };
  const clip = {
    offsetSeconds: 0.5,
    durationSeconds: 3,
    threads: 1,
    output: 'mean' as never,
    pitchTopDb: null,
  };
  const limits = { maxBytes: 2 ** 31, maxSeconds: 600, maxChannels: 64, maxChunks: 4096 };
  const complete = { ...frames, ...bands, ...decibels, ...clip, limits, into: undefined };
  expect(() =>
    native((addon: { stft(samples: Float32Array, options: object): object }) =>
      addon.stft(new Float32Array(4096), { ...frames, padMode: 'edge', into: {} }),
    ),
  ).toThrow("Expected one of 'reflect', 'constant' for padMode but received 'edge'");
  expect(() =>
    native((addon: NativeExtract) => addon.extract([], complete, () => undefined)),
  ).toThrow(
    "Expected one of 'band-mean', 'log-mel', 'log-mel-pitch' for output but received 'mean'",
  );
});

it('an addon that does not load is an error that says what to run', () => {
  const load = () => loadAddon('/nowhere/prosodia-dsp.node');
  expect(load).toThrow(DspError);
  expect(load).toThrow(
    /as \/nowhere\/prosodia-dsp\.node but received: .+\n.*\n {2}node .+build-native\.mjs/,
  );
});
