import { describe, expect, it } from 'vitest';
import { deriveSeed, shuffledIndices } from './random.js';

describe('deriveSeed', () => {
  it('gives every (seed, stream) of a run its own 32-bit number', () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 50; seed++)
      for (let stream = 0; stream < 50; stream++) seen.add(deriveSeed(seed, stream));
    expect(seen.size).toBe(2500);
    expect(Math.max(...seen)).toBeLessThan(2 ** 32);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
  });
});

describe('shuffledIndices', () => {
  it('is a permutation, the same for the same seed and another for another', () => {
    const order = shuffledIndices(1152, 7);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1152 }, (_, i) => i));
    expect(shuffledIndices(1152, 7)).toEqual(order);
    expect(shuffledIndices(1152, 8)).not.toEqual(order);
  });

  it('handles nothing and one', () => {
    expect([...shuffledIndices(0, 1)]).toEqual([]);
    expect([...shuffledIndices(1, 1)]).toEqual([0]);
  });

  it('reaches all 24 orders of four about equally often', () => {
    const counts = new Map<string, number>();
    for (let stream = 0; stream < 24_000; stream++) {
      const key = shuffledIndices(4, deriveSeed(3, stream)).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // Binomial: mean 1000, deviation 31; five deviations either side.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(155);
  });
});
