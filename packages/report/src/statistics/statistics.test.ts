import { expect, it } from 'vitest';

import { CLIPS, PREDICTIONS } from '../record/_test-run.js';
import { scoreGroups } from './groups.js';
import { mcnemar } from './mcnemar.js';
import { reliabilityOf } from './reliability.js';
import { wilsonInterval } from './wilson.js';

const predictions = PREDICTIONS.map(([path, actual, predicted, ...probabilities]) => ({
  ...{ path, actual, predicted, probabilities },
}));

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

it('keeps the ends where all or nothing was hit', () => {
  expect(wilsonInterval(0, 12)).toMatchObject({ low: 0 });
  expect(wilsonInterval(12, 12)).toMatchObject({ high: 1 });
});

it('says nothing of a share of which nothing was tried', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});

const answers = (both: number, first: number, second: number) => ({
  first: [...Array<boolean>(both + first).fill(true), ...Array<boolean>(second).fill(false)],
  second: Array.from({ length: both + first + second }, (_, i) => i < both || i >= both + first),
});

// Python: 2 * Fraction(sum(comb(b + c, k) for k in range(min(b, c) + 1)), 2 ** (b + c)), at most 1
it.each([
  [10, 2, 0.0385742],
  [0, 0, 1],
  [5, 5, 1],
  [2, 9, 0.0654297],
  [700, 600, 0.0060157939],
])('tests %i against %i exactly, in either order', (b, c, p) => {
  const { first, second } = answers(20, b, c);
  expect(mcnemar(first, second)).toMatchObject({ onlyFirst: b, onlySecond: c });
  expect(mcnemar(first, second).p).toBeCloseTo(p, 6);
  expect(mcnemar(second, first).p).toBeCloseTo(p, 6);
});

it('puts each clip into one bin of confidence, sure ones into the last', () => {
  const certain = { path: 'f', actual: 'calm', predicted: 'calm', probabilities: [1, 0] };
  const { bins } = reliabilityOf([...predictions, certain]);
  expect(bins.map(({ from, clips, hits }) => [from, clips, hits])).toEqual([
    [0.6, 1, 0],
    [0.7, 2, 2],
    [0.8, 1, 0],
    [0.9, 2, 2],
  ]);
});

it('weighs the gap of each bin by its clips', () => {
  // Gaps: 0.625, 2 x 0.25, 0.875, 0.0625, over five clips.
  expect(reliabilityOf(predictions).error).toBeCloseTo((0.625 + 0.5 + 0.875 + 0.0625) / 5, 12);
});

it('scores groups by name and leaves out clips of which nothing is known', () => {
  const unknown = { path: 'else.wav', actual: 'calm', predicted: 'calm', probabilities: [1, 0] };
  const scores = scoreGroups([...predictions, unknown], CLIPS, 'gender');
  expect(scores).toMatchObject([
    { group: 'female', clips: 3, hits: 2, accuracy: 2 / 3 },
    { group: 'male', clips: 2, hits: 1, accuracy: 1 / 2 },
  ]);
});
