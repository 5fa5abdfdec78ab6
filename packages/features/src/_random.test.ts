import { expect, it } from 'vitest';
import { createRandom, shuffled } from './_random.js';

it('is mulberry32', () => {
  // From the reference program in C: state 0, divided by 2^32.
  const random = createRandom(0);
  expect([random(), random(), random()]).toEqual([
    0.26642920868471265, 0.0003297457005828619, 0.2232720274478197,
  ]);
});

it('shuffles into every order about equally often', () => {
  const random = createRandom(5);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = shuffled(['a', 'b', 'c'], random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  // 1000 expected, standard deviation 29: five of them either way.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
});
