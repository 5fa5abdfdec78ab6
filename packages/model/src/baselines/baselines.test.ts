import { describe, expect, it } from 'vitest';
import { deriveSeed } from '../_random.js';
import type { LabelledRows } from '../labelled-rows.js';
import { trainDecisionTree } from './decision-tree.js';
import { trainMajority } from './majority.js';

/** Two groups of three columns; the class is 2 where the first group's mean is above a half, else 0 or 1 by the second. */
function rule(rows: number, seed: number): LabelledRows {
  const width = 6;
  const x = Float32Array.from({ length: rows * width }, (_, i) => deriveSeed(seed, i) / 2 ** 32);
  const y = Array.from({ length: rows }, (_, row) => {
    const mean = (from: number) =>
      x.subarray(row * width + from, row * width + from + 3).reduce((sum, v) => sum + v, 0) / 3;
    return mean(0) > 0.5 ? 2 : Number(mean(3) > 0.5);
  });
  return { x, y, rows, width };
}

describe('trainDecisionTree', () => {
  const fit = rule(300, 1);
  const unseen = rule(200, 2);

  it('finds a rule of two splits on the means of groups', () => {
    const tree = trainDecisionTree(fit, { groupSize: 3 });
    expect(tree.name).toBe('decision tree (ml-cart) on means of 3');
    expect(tree.accuracy(fit)).toBeGreaterThan(0.99);
    expect(tree.accuracy(unseen)).toBeGreaterThan(0.95);
  });

  it('learns nothing where there is nothing to learn', () => {
    const noise = { ...fit, y: Array.from({ length: 300 }, (_, row) => deriveSeed(9, row) % 3) };
    const truth = { ...unseen, y: Array.from({ length: 200 }, (_, row) => deriveSeed(8, row) % 3) };
    expect(trainDecisionTree(noise, { groupSize: 3 }).accuracy(truth)).toBeLessThan(0.5);
  });

  it('takes a last group that is smaller', () => {
    const tree = trainDecisionTree(fit, { groupSize: 4 });
    expect(tree.predict(unseen.x, unseen.rows)).toHaveLength(200);
  });

  it('refuses rows that do not fit', () => {
    const tree = trainDecisionTree(rule(20, 1));
    expect(() => tree.predict(new Float32Array(7), 1)).toThrow('Expected 1 x 6 values');
    expect(() => tree.accuracy({ ...unseen, width: 3 })).toThrow('Expected width 6');
    expect(() => trainDecisionTree({ ...fit, rows: 1 })).toThrow('Expected 1 x 6 values');
  });
});

describe('trainMajority', () => {
  it('answers the commonest class, the first of equals', () => {
    const fit = { x: new Float32Array(5), y: [3, 1, 3, 1, 0], rows: 5, width: 1 };
    const majority = trainMajority(fit);
    expect([...majority.predict(new Float32Array(2), 2)]).toEqual([1, 1]);
    expect(majority.accuracy(fit)).toBe(2 / 5);
  });
});
