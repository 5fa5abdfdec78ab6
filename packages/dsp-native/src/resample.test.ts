import { expect, it } from 'vitest';

import { largestDifference, noise, sine } from './_fixtures.js';
import { resample } from './resample.js';

it.each([
  [48_000, 44_100],
  [44_100, 48_000],
  [8000, 44_100],
  [44_100, 22_050],
  [44_100, 44_101],
])('a tone stays the same tone from %i to %i Hz', (fromRate, toRate) => {
  const tone = resample(sine(1000, fromRate, fromRate), { fromRate, toRate });
  const same = sine(1000, toRate, toRate);
  // Away from the ends, where the signal counts as 0 outside. 120 dB below an amplitude of 0.5 is 5e-7; float32
  // coefficients and sums add as much again.
  const inner = (samples: Float32Array) => samples.subarray(1000, -1000);
  expect(largestDifference(inner(tone), inner(same))).toBeLessThan(2e-6);
});

it('gives ceil(n * to / from) samples, as librosa', () => {
  for (const n of [1, 2, 160, 441, 1001]) {
    const lengths = [44_100, 8000].map(
      (toRate) => resample(noise(n), { fromRate: 48_000, toRate }).length,
    );
    expect(lengths).toEqual([Math.ceil((n * 44_100) / 48_000), Math.ceil((n * 8000) / 48_000)]);
  }
});

it('leaves the samples as they are between equal rates, in an array of their own', () => {
  const samples = noise(1000);
  const same = resample(samples, { fromRate: 16_000, toRate: 16_000 });
  expect(same).toEqual(samples);
  expect(same.buffer).not.toBe(samples.buffer);
});

it('removes what the lower rate cannot hold', () => {
  const gone = resample(sine(12_000, 48_000, 48_000), { fromRate: 48_000, toRate: 16_000 });
  // Beyond the stop band's edge: 120 dB below 0.5.
  expect(Math.max(...gone.subarray(1000, -1000).map(Math.abs))).toBeLessThan(1e-6);
});

it.each([
  [{}, 'fromRate'],
  [{ fromRate: 48_000 }, 'toRate'],
  [{ fromRate: 0, toRate: 8000 }, 'fromRate'],
  [{ fromRate: 8000, toRate: 2 ** 31 }, 'toRate'],
  [{ fromRate: 8000, toRate: 8000 * 300 }, 'fromRate'],
  [{ fromRate: 44_100.5, toRate: 8000 }, 'fromRate'],
  [{ from_rate: 44_100, toRate: 8000 }, 'fromRate'],
])('options %j are refused by name', (options, name) => {
  const refused = () => resample(noise(10), options as never);
  expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
  expect(refused).toThrow(name);
});

it.each([
  [new Float32Array(0), 'AUDIO_EMPTY'],
  [Float32Array.of(0, NaN), 'AUDIO_NOT_FINITE'],
  [Float32Array.of(Infinity), 'AUDIO_NOT_FINITE'],
  [new Float64Array(3), 'INVALID_ARGUMENT'],
  [[0, 1], 'INVALID_ARGUMENT'],
  [undefined, 'INVALID_ARGUMENT'],
])('samples %j are refused', (samples, code) => {
  expect(() => resample(samples as never, { fromRate: 8000, toRate: 16_000 })).toThrow(
    expect.objectContaining({ code }) as Error,
  );
});
