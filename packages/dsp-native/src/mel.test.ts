import { describe, expect, it } from 'vitest';

import { noise, sine } from './_fixtures.js';
import { logMelSpectrogram } from './log-mel.js';
import { melFilterbank, melSpectrogram } from './mel.js';
import { powerToDb } from './decibel.js';

describe('the filterbank', () => {
  it('has an area of one in each band (Slaney)', () => {
    const [nMels, nFft, sampleRate] = [40, 8192, 16_000];
    const matrix = melFilterbank({ nMels, nFft, sampleRate });
    const nBins = nFft / 2 + 1;
    expect(matrix).toHaveLength(nMels * nBins);
    for (let band = 0; band < nMels; band++) {
      const row = matrix.subarray(band * nBins, (band + 1) * nBins);
      const area = row.reduce((sum, weight) => sum + weight, 0) * (sampleRate / nFft);
      // A triangle sampled every 2 Hz, the narrowest 200/3 Hz to each side.
      expect(area).toBeCloseTo(1, 2);
    }
  });

  it('lets nothing outside of fMin and fMax through', () => {
    const matrix = melFilterbank({ fMin: 1000, fMax: 2000, nMels: 4 });
    const through = new Set<number>();
    matrix.forEach((weight, n) => {
      if (weight !== 0) through.add(n % 1025);
    });
    const hertz = [...through].map((bin) => (bin * 44_100) / 2048);
    expect(hertz.length).toBeGreaterThan(40);
    expect(Math.min(...hertz)).toBeGreaterThan(1000);
    expect(Math.max(...hertz)).toBeLessThan(2000);
  });
});

describe('the spectrogram', () => {
  it('of silence is 0', () => {
    const { values, nMels, nFrames } = melSpectrogram(new Float32Array(44_100));
    expect([nMels, nFrames, values.length]).toEqual([128, 87, 128 * 87]);
    expect(values.every((value) => value === 0)).toBe(true);
  });

  it('of a tone is largest in the band around its frequency', () => {
    const hertz = 3000;
    const { values, nMels, nFrames } = melSpectrogram(sine(hertz, 44_100, 44_100));
    const column = Array.from({ length: nMels }, (_, band) => values[band * nFrames + 40] ?? NaN);
    const loudest = column.indexOf(Math.max(...column));
    const bank = melFilterbank();
    const bin = Math.round((hertz / 44_100) * 2048);
    const widest = Array.from({ length: nMels }, (_, band) => bank[band * 1025 + bin] ?? NaN);
    expect(loudest).toBe(widest.indexOf(Math.max(...widest)));
  });

  it('grows by 20 dB when the signal grows tenfold', () => {
    const quiet = melSpectrogram(noise(20_000)).values;
    const loud = melSpectrogram(noise(20_000).map((x) => 10 * x)).values;
    const ratios = loud.map((value, n) => value / (quiet[n] ?? NaN));
    // 10 x is rounded to float32 before: 6e-8, twice as much in power.
    expect(ratios.every((ratio) => Math.abs(ratio - 100) < 1e-3)).toBe(true);
  });

  it('in dB is melSpectrogram and powerToDb in one', () => {
    const samples = noise(30_000);
    const options = { nMels: 40, hopLength: 300, padMode: 'constant' } as const;
    const { values } = melSpectrogram(samples, options);
    expect(logMelSpectrogram(samples, { ...options, ref: 2, topDb: 30 }).values).toEqual(
      powerToDb(values, { ref: 2, topDb: 30 }),
    );
  });
});

describe('misuse', () => {
  const wrong = [
    [{ nMels: 0 }, 'nMels'],
    [{ nMels: 4097 }, 'nMels'],
    [{ sampleRate: 0 }, 'sampleRate'],
    [{ sampleRate: -44_100 }, 'sampleRate'],
    [{ fMin: -1 }, 'fMin'],
    [{ fMin: 8000 }, 'fMin'],
    [{ fMax: 0 }, 'fMax'],
    [{ fMax: 22_051 }, 'fMax'],
    [{ sr: 44_100 }, 'sr'],
    [{ n_mels: 3 }, 'nMels'],
    [{ nFft: 0 }, 'nFft'],
    [{ nFft: 1e9 }, 'nFft'],
  ] as const;

  it.each(wrong)('of melFilterbank: %j is refused by name', (options, name) => {
    const refused = () => melFilterbank(options as never);
    expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
    expect(refused).toThrow(name);
  });

  it.each(wrong)(
    'of melSpectrogram and logMelSpectrogram: %j is refused by name',
    (options, name) => {
      for (const spectrogram of [melSpectrogram, logMelSpectrogram]) {
        const refused = () => spectrogram(noise(4096), options as never);
        expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
        expect(refused).toThrow(name);
      }
    },
  );

  it('samples that are none are refused', () => {
    for (const spectrogram of [melSpectrogram, logMelSpectrogram]) {
      expect(() => spectrogram([] as never)).toThrow('Expected a Float32Array for samples');
      expect(() => spectrogram(new Float32Array(0))).toThrow('at least one sample');
    }
  });
});
