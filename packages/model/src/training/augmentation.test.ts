import { expect, it } from 'vitest';
import { drawBatch } from './augmentation.js';

const rows = Int32Array.from({ length: 2000 }, (_, i) => i);
const all = { gain: 0.5, shift: 3, mixup: 0.4 };

it('draws nothing that is not asked for', () => {
  expect(Object.keys(drawBatch(rows, {}, 1))).toEqual(['rows', 'seed']);
});

it('draws the same for the same seed and other numbers for another', () => {
  expect(drawBatch(rows, all, 1)).toEqual(drawBatch(rows, all, 1));
  const [one, two] = [drawBatch(rows, all, 1), drawBatch(rows, all, 2)];
  for (const name of ['seed', 'gains', 'shifts', 'partners', 'shares'] as const)
    expect(one[name]).not.toEqual(two[name]);
});

it('draws gains of the deviation, each shift as often, and shares of which the own is the larger', () => {
  const { gains = [], shifts = [], shares = [], partners = [] } = drawBatch(rows, all, 3);
  const mean = Array.from(gains).reduce((sum, gain) => sum + gain, 0) / gains.length;
  const square = Array.from(gains).reduce((sum, gain) => sum + gain ** 2, 0) / gains.length;
  expect(Math.abs(mean)).toBeLessThan(0.05);
  expect(Math.sqrt(square)).toBeCloseTo(0.5, 1);
  expect([...new Set(shifts)].sort((a, b) => a - b)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.5);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  // Beta(0.4, 0.4) has its larger part above 0.9 in 0.48 of the draws, by its distribution function.
  const lopsided = Array.from(shares).filter((share) => share > 0.9).length / shares.length;
  expect(lopsided).toBeGreaterThan(0.44);
  expect(lopsided).toBeLessThan(0.52);
  expect([...partners].sort((a, b) => a - b)).toEqual([...rows]);
});
