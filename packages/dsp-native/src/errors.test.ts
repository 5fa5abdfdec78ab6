import { expect, it } from 'vitest';

import { loadAddon } from './_addon.js';
import { DspError, expected } from './errors.js';
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

it('an addon that does not load is an error that says what to run', () => {
  const load = () => loadAddon('/nowhere/prosodia-dsp.node');
  expect(load).toThrow(DspError);
  expect(load).toThrow(
    /as \/nowhere\/prosodia-dsp\.node but received: .+\n.*\n {2}node .+build-native\.mjs/,
  );
});
