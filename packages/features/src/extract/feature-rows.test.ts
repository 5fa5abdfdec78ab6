import { mfcc } from '@prosodia/dsp-native';
import { logMelSpectrogram, delta } from '@prosodia/dsp-native';
import { describe, expect, it } from 'vitest';
import { speakClip } from '../demo/synthesise-demo-corpus.js';
import { framesFirst } from './_frames-first.js';
import { POOLED_NAMES, pooledStats } from './_pooled-stats.js';
import { featureRows } from './feature-rows.js';
import { featureSet } from './feature-set.js';

const samples = speakClip('03-01-05-01-01-01-01.wav', 0).subarray(0, 44_100);
const settings = { hopLength: 512, nMels: 64 };

describe('framesFirst', () => {
  it('turns the matrix round, and is as quiet as the clip where the clip has ended', () => {
    // Two bands of three frames, the last one missing.
    const row = Float32Array.from([-1, -2, 0, -3, -9, 0]);
    const turned = new Float32Array(6);
    framesFirst(row, 2, 2, turned);
    expect([...turned]).toEqual([-1, -3, -2, -9, -9, -9]);
  });
});

describe('pooledStats', () => {
  const spectrogram = logMelSpectrogram(samples, settings);
  const { nFrames, values } = spectrogram;
  const pooled = pooledStats(values, nFrames);
  const at = (name: string): number => pooled[POOLED_NAMES.indexOf(name)] ?? NaN;

  it("has the statistics of dsp-native's MFCCs and deltas", () => {
    const cepstrum = mfcc(samples, { ...settings, nMfcc: 20 });
    const slopes = delta(cepstrum);
    for (const [name, matrix] of [
      ['mfcc', cepstrum.values],
      ['delta', slopes],
    ] as const)
      for (const k of [0, 1, 7, 19]) {
        const own = [...matrix.subarray(k * nFrames, (k + 1) * nFrames)].sort((a, b) => a - b);
        const mean = own.reduce((sum, value) => sum + value, 0) / nFrames;
        const label = `${name}${String(k).padStart(2, '0')}`;
        expect(at(`${label}_mean`)).toBeCloseTo(mean, 3);
        expect(at(`${label}_p50`)).toBeCloseTo(
          ((own[Math.floor((nFrames - 1) / 2)] ?? 0) + (own[Math.ceil((nFrames - 1) / 2)] ?? 0)) /
            2,
          3,
        );
      }
  });

  it('counts only the frames that the clip has', () => {
    const longer = new Float32Array(64 * (nFrames + 5));
    for (let band = 0; band < 64; band++)
      longer.set(values.subarray(band * nFrames, (band + 1) * nFrames), band * (nFrames + 5));
    expect(pooledStats(longer, nFrames)).toEqual(pooled);
  });

  it('gives a clip that is too short for deltas deltas of 0', () => {
    const short = pooledStats(values, 3);
    expect(short.every(Number.isFinite)).toBe(true);
    expect(short[POOLED_NAMES.indexOf('delta05_sd')]).toBe(0);
  });
});

describe('featureRows', () => {
  it('leaves the row of a failed file at 0, and takes a set without a transform as it is', () => {
    const set = featureSet('pooled-stats.v1');
    const width = 64 * 259;
    const nFrames = Uint32Array.from([0]);
    const failed = { values: new Float32Array(width), width, nFrames, warnings: [], failures: [] };
    expect(featureRows(set, failed).values).toEqual(new Float32Array(620));
    expect(featureRows(featureSet('mel-mean-259.v1'), failed)).toEqual(failed);
  });
});
