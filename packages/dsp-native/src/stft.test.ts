import { describe, expect, it } from 'vitest';

import { largestDifference, noise, sine } from './_fixtures.js';
import { stft } from './stft.js';

const power = ({ real, imag }: { real: Float32Array; imag: Float32Array }) =>
  real.map((x, n) => x * x + (imag[n] ?? NaN) ** 2);

describe('the spectrum', () => {
  it('of a tone in the middle of a bin lies in that bin and its neighbours', () => {
    const spectrum = stft(sine((100 * 44_100) / 2048, 44_100, 20_000));
    const { nBins, nFrames } = spectrum;
    const powers = power(spectrum);
    const frame = 20;
    // A periodic Hann window of 2048: amplitude 0.5 gives 0.5 * 2048 / 4 in the bin, half of it beside, 0 elsewhere.
    for (let bin = 0; bin < nBins; bin++) {
      const distance = Math.abs(bin - 100);
      const amplitude = Math.sqrt(powers[bin * nFrames + frame] ?? NaN);
      expect(amplitude).toBeCloseTo(distance === 0 ? 256 : distance === 1 ? 128 : 0, 3);
    }
  });

  it('holds the energy of the windowed frame (Parseval)', () => {
    const samples = noise(2048);
    const spectrum = stft(samples, { center: false });
    const powers = power(spectrum);
    const inner = powers.subarray(1, -1).reduce((sum, value) => sum + value, 0);
    const total = ((powers[0] ?? NaN) + 2 * inner + (powers.at(-1) ?? NaN)) / 2048;
    const windowed = samples.map((x, n) => x * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 2048)));
    const energy = windowed.reduce((sum, x) => sum + x * x, 0);
    // 2048 roundings to float32 of 6e-8 each.
    expect(total / energy).toBeCloseTo(1, 5);
  });

  it('is linear', () => {
    const [a, b] = [noise(5000, 1), noise(5000, 2)];
    const sum = stft(a.map((x, n) => x + 2 * (b[n] ?? NaN)));
    const [ofA, ofB] = [stft(a), stft(b)];
    const combined = ofA.real.map((x, n) => x + 2 * (ofB.real[n] ?? NaN));
    // Values up to 100, where neighbouring floats lie 7.6e-6 apart; a few roundings.
    expect(largestDifference(sum.real, combined)).toBeLessThan(4e-5);
  });

  it('moves by a frame when the signal moves by a hop', () => {
    const samples = noise(6000);
    const options = { center: false } as const;
    const whole = stft(samples, options);
    const later = stft(samples.subarray(512), options);
    for (const bin of [0, 77, 1024]) {
      const row = (of: typeof whole) => of.real.subarray(bin * of.nFrames, (bin + 1) * of.nFrames);
      expect(row(later)).toEqual(row(whole).subarray(1));
    }
  });
});

describe('the number of frames', () => {
  it('is 1 + floor(n / hop) when centred, 1 + floor((n - nFft) / hop) when not', () => {
    for (const n of [1, 511, 512, 2048, 5000]) {
      expect(stft(noise(n)).nFrames).toBe(1 + Math.floor(n / 512));
      if (n >= 2048)
        expect(stft(noise(n), { center: false }).nFrames).toBe(1 + Math.floor((n - 2048) / 512));
    }
  });

  it('of an uncentred signal shorter than a frame is an error', () => {
    expect(() => stft(noise(2047), { center: false })).toThrow(
      expect.objectContaining({ code: 'AUDIO_EMPTY' }) as Error,
    );
  });
});

it.each([
  [{ nFft: 2 }, 'nFft'],
  [{ nFft: 2047 }, 'nFft'],
  [{ nFft: 14 }, 'nFft'],
  [{ nFft: 131_072 }, 'nFft'],
  [{ hopLength: 0 }, 'hopLength'],
  [{ hop_length: 512 }, 'hopLength'],
  [{ window: 'hann' }, 'window'],
  [{ center: 'yes' }, 'center'],
  [{ padMode: 'symmetric' }, 'padMode'],
])('options %j are refused by name', (options, name) => {
  const refused = () => stft(noise(4096), options as never);
  expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
  expect(refused).toThrow(name);
});

it.each([
  [new Float32Array(0), 'AUDIO_EMPTY'],
  [Float32Array.of(1, NaN), 'AUDIO_NOT_FINITE'],
  [Float32Array.of(1e20), 'AUDIO_NOT_FINITE'],
  ['samples', 'INVALID_ARGUMENT'],
])('samples %j are refused', (samples, code) => {
  expect(() => stft(samples as never)).toThrow(expect.objectContaining({ code }) as Error);
});

it('a result that no memory holds is an error, not the end of the process', () => {
  expect(() => stft(new Float32Array(1_000_000), { nFft: 65_536, hopLength: 1 })).toThrow(
    expect.objectContaining({ code: 'OUT_OF_MEMORY' }) as Error,
  );
});
