import { expect, it } from 'vitest';
import { scheduledRate } from './_schedule.js';

it('keeps a constant step size, and lets a cosine one grow over a tenth of the steps and fall to 0', () => {
  const at = (t: number) => scheduledRate('cosine', 0.2, t, 100);
  expect(scheduledRate('constant', 0.2, 7, 100)).toBe(0.2);
  expect([at(1), at(5), at(10), at(55), at(100)].map((rate) => Number(rate.toFixed(6)))).toEqual([
    0.02, 0.1, 0.2, 0.1, 0,
  ]);
});

it('is defined for a single step', () => {
  expect(scheduledRate('cosine', 0.2, 1, 1)).toBe(0.2);
});
