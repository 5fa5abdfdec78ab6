import { describe, expect, it } from 'vitest';

import { quantile, spread } from './spread.js';
import { wilsonInterval } from './wilson.js';

describe('spread and quantile', () => {
  it('divides by n - 1, and knows no spread of one value', () => {
    expect(spread([1, 2, 3, 4])).toEqual({ mean: 2.5, deviation: Math.sqrt(5 / 3) });
    expect(spread([7])).toEqual({ mean: 7, deviation: 0 });
    expect(() => spread([])).toThrow('at least one value');
  });

  it('lies between two values as in NumPy', () => {
    expect(quantile([1, 2, 4], 0.25)).toBe(1.5);
    expect([quantile([1, 2, 4], 0), quantile([1, 2, 4], 1)]).toEqual([1, 4]);
  });
});

describe('wilsonInterval', () => {
  it.each([
    [144, 288],
    [10, 12],
    [1, 7],
  ])('bounds the shares that would give %i of %i within 1.96 deviations', (hits, trials) => {
    const { low, high } = wilsonInterval(hits, trials);
    const share = hits / trials;
    const deviations = (at: number): number => (share - at) / Math.sqrt((at * (1 - at)) / trials);
    expect(deviations(low)).toBeCloseTo(1.959964, 6);
    expect(deviations(high)).toBeCloseTo(-1.959964, 6);
  });

  it('keeps the ends where all or nothing was hit, and says nothing where nothing was tried', () => {
    expect(wilsonInterval(0, 12)).toMatchObject({ low: 0 });
    expect(wilsonInterval(12, 12)).toMatchObject({ high: 1 });
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});
