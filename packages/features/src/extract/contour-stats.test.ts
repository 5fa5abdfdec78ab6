import { describe, expect, it } from 'vitest';
import { CONTOUR_NAMES, contourStats } from './_contour-stats.js';
import { featureSet } from './feature-set.js';

const RATE = 86;
/** Two seconds of a voice whose loudness goes up and down so many times a second, in dB. */
const voice = (hertz: number): number[] =>
  Array.from({ length: 2 * RATE }, (_, i) => -30 + 8 * Math.sin((2 * Math.PI * hertz * i) / RATE));
const quiet = (frames: number): number[] => new Array<number>(frames).fill(-75);
const saidOf = (contour: readonly number[]): Map<string, number> => {
  const values = contourStats(Float32Array.from(contour), RATE);
  expect(values).toHaveLength(CONTOUR_NAMES.length);
  return new Map(CONTOUR_NAMES.map((name, i) => [name, values[i] ?? NaN]));
};

describe('contourStats', () => {
  it('is of the 259 values and of nothing else', () => {
    const { extraction, transform, names } = featureSet('contour-stats.v1');
    expect(extraction).toEqual(featureSet('mel-mean-259.v1').extraction);
    expect(names).toEqual(CONTOUR_NAMES);
    const contour = [...quiet(20), ...voice(4)];
    const row = new Float32Array(259);
    row.set(contour);
    const { sampleRate, hopLength } = extraction;
    const values = contourStats(Float32Array.from(contour), sampleRate / hopLength);
    const given = new Float32Array(values.length);
    transform?.(row, contour.length, given);
    expect(given).toEqual(Float32Array.from(values));
  });

  it.each([
    [1, 'rhythm_0.5_1.5'],
    [4, 'rhythm_3_5'],
    [10, 'rhythm_8_12'],
  ])('finds a rhythm of %i Hz in %s', (hertz, band) => {
    const said = saidOf(voice(hertz));
    const rhythms = CONTOUR_NAMES.filter((name) => /^rhythm_\d/.test(name));
    const strongest = rhythms.reduce((a, b) => ((said.get(b) ?? 0) > (said.get(a) ?? 0) ? b : a));
    expect(strongest).toBe(band);
    expect(said.get('rhythm_mean')).toBeCloseTo(hertz, 0);
  });

  it('says the same of a voice wherever it begins', () => {
    const [early, late] = [10, 40].map((frames) =>
      saidOf([...quiet(frames), ...voice(3), ...quiet(50 - frames)]),
    );
    const other = CONTOUR_NAMES.filter((name) => early?.get(name) !== late?.get(name));
    expect(other.length).toBeGreaterThan(0);
    expect(other.filter((name) => !/begin|end|tail/.test(name))).toEqual([]);
    expect((late?.get('begin') ?? 0) - (early?.get('begin') ?? 0)).toBe(30);
  });

  it('hears a gain in the levels alone', () => {
    const contour = [...quiet(10), ...voice(3)];
    const [soft, loud] = [saidOf(contour), saidOf(contour.map((level) => level + 6))];
    for (const name of CONTOUR_NAMES) {
      const more = (loud.get(name) ?? 0) - (soft.get(name) ?? 0);
      if (name.includes('dB')) expect(more).toBeGreaterThanOrEqual(0);
      else if (/^level_(mean|p\d)|^part.*_(mean|least|most)$/.test(name))
        expect(more, name).toBeCloseTo(6, 4);
      else expect(more, name).toBeCloseTo(0, 3);
    }
  });

  it.each([[[-40]], [[-40, -20]], [quiet(259)]])('has a number for every name, %#', (contour) => {
    for (const [name, value] of saidOf(contour)) expect(value, name).not.toBeNaN();
  });
});
