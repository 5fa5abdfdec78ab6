import { describe, expect, it } from 'vitest';

import { largestDifference, noise } from './_fixtures.js';
import { logMelSpectrogram } from './log-mel.js';
import { mfcc } from './mfcc.js';

describe('the coefficients', () => {
  it('are 20 for each frame', () => {
    const { values, nMfcc, nFrames } = mfcc(noise(44_100));
    expect([nMfcc, nFrames, values.length]).toEqual([20, 87, 20 * 87]);
  });

  it('are the cosine transform of logMelSpectrogram with the same options', () => {
    const options = { nMels: 40, hopLength: 300, padMode: 'constant', topDb: 30, ref: 2 } as const;
    const { values, nMels, nFrames } = logMelSpectrogram(noise(9000), options);
    const byHand = Float32Array.from({ length: 13 * nFrames }, (_, n) => {
      const [k, frame] = [Math.floor(n / nFrames), n % nFrames];
      let sum = 0;
      for (let band = 0; band < nMels; band++) {
        const angle = (Math.PI * k * (band + 0.5)) / nMels;
        sum += (values[band * nFrames + frame] ?? NaN) * Math.cos(angle);
      }
      return sum * Math.sqrt((k === 0 ? 1 : 2) / nMels);
    });
    const ours = mfcc(noise(9000), { ...options, nMfcc: 13 });
    // Both in double precision, rounded once to floats that lie 3e-5 apart at most.
    expect(largestDifference(ours.values, byHand)).toBeLessThan(4e-5);
  });

  it('of silence are its level in the first one, and 0', () => {
    const { values, nFrames } = mfcc(new Float32Array(4096));
    const level = Math.fround(-100 * Math.sqrt(128));
    expect(values.subarray(0, nFrames).every((value) => Math.abs(value - level) < 1e-3)).toBe(true);
    expect(values.subarray(nFrames).every((value) => Math.abs(value) < 1e-10)).toBe(true);
  });
});

describe('misuse', () => {
  it.each([
    [{ nMfcc: 0 }, 'nMfcc'],
    [{ nMfcc: 129 }, 'nMfcc'],
    [{ nMels: 10 }, 'nMfcc'],
    [{ nMels: 0 }, 'nMels'],
    [{ lifter: -1 }, 'lifter'],
    [{ lifter: 0.5 }, 'lifter'],
    [{ topDb: -1 }, 'topDb'],
    [{ fMax: 0 }, 'fMax'],
    [{ n_mfcc: 13 }, 'nMfcc'],
  ])('options %j are refused by name', (options, name) => {
    const refused = () => mfcc(noise(4096), options as never);
    expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
    expect(refused).toThrow(name);
  });

  it('samples that are none are refused', () => {
    expect(() => mfcc([] as never)).toThrow('Expected a Float32Array for samples');
    expect(() => mfcc(new Float32Array(0))).toThrow('at least one sample');
    expect(() => mfcc(Float32Array.of(NaN))).toThrow('finite samples');
  });
});
