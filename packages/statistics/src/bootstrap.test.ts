import { describe, expect, it } from 'vitest';

import { answersOf } from './_test-answers.js';
import { reference } from './_test-golden.js';
import type { Answers } from './answers.js';
import { bootstrap, fewSpeakersWords, pairedBootstrap } from './bootstrap.js';
import { breakDown } from './break-down.js';
import { createRandom } from './random.js';

describe('breakDown', () => {
  it('scores each group by the classes that it has', () => {
    const answers: Answers = {
      actual: [0, 0, 0, 1, 1],
      predicted: [0, 0, 1, 1, 0],
      groups: ['b', 'b', 'b', 'b', 'a'],
    };
    expect(breakDown(answers, 3)).toEqual([
      { group: 'a', rows: 1, accuracy: 0, uar: 0 },
      { group: 'b', rows: 4, accuracy: 3 / 4, uar: (2 / 3 + 1) / 2 },
    ]);
  });

  it.each([
    ['a row without a group', { actual: [0, 1], predicted: [0, 1], groups: ['a'] }],
    ['a class out of range', { actual: [0], predicted: [2], groups: ['a'] }],
    ['no row', { actual: [], predicted: [], groups: [] }],
  ])('refuses %s', (_, answers) => {
    expect(() => breakDown(answers, 2)).toThrow(expect.objectContaining({ code: 'INVALID_DATA' }));
  });
});

describe('bootstrap', () => {
  it("has SciPy's percentile interval where groups are equally large", () => {
    const { hits, of, interval } = reference.bootstrap;
    const found = bootstrap(answersOf(hits, of), { classes: 2, ratio: 'accuracy' });
    expect(found.value).toBeCloseTo(hits.reduce((sum, n) => sum + n, 0) / (hits.length * of), 12);
    expect(found.groups).toBe(hits.length);
    // The ends move by about 0.002 from one set of 10,000 draws to the next.
    expect(Math.abs(found.interval[0] - interval[0])).toBeLessThan(0.006);
    expect(Math.abs(found.interval[1] - interval[1])).toBeLessThan(0.006);
  });

  it('is far wider than single rows would have it where a group is right or wrong together', () => {
    const [right, wrong] = [30, 0];
    const together = answersOf([right, right, wrong, right, wrong, right], 30);
    const width = ({ interval: [low, high] }: { interval: readonly [number, number] }): number =>
      high - low;
    const byGroup = bootstrap(together, { classes: 2, ratio: 'uar' });
    const rows = together.groups.map((_, row) => String(row));
    const byRow = bootstrap({ ...together, groups: rows }, { classes: 2, ratio: 'uar' });
    expect(width(byGroup)).toBeGreaterThan(4 * width(byRow));
  });

  it('holds the truth as often as it says with many groups, and far less often with few', () => {
    const random = createRandom(1);
    /** Rows a group has right of 20; groups differ, and half of all rows would be right. */
    const hitsOfGroup = (): number => {
      const share = 0.3 + 0.4 * random();
      return Array.from({ length: 20 }, random).filter((drawn) => drawn < share).length;
    };
    const held = (groups: number): number => {
      const tests = Array.from({ length: 400 }, (_, seed) => {
        const answers = answersOf(Array.from({ length: groups }, hitsOfGroup), 20);
        const options = { classes: 2, ratio: 'accuracy', resamples: 300, seed } as const;
        const [low, high] = bootstrap(answers, options).interval;
        return low <= 0.5 && 0.5 <= high;
      });
      return tests.filter(Boolean).length / tests.length;
    };
    expect(held(24)).toBeGreaterThan(0.89);
    expect(held(4)).toBeLessThan(0.86);
    expect(fewSpeakersWords(1)).toBe('with only one speaker it is too narrow to rely on');
    expect(fewSpeakersWords(9)).toBe('with only 9 speakers it is too narrow to rely on');
    expect(fewSpeakersWords(10)).toBeUndefined();
  });

  it('is a point where all groups do the same, and the same for the same seed', () => {
    const same = answersOf([20, 20, 20], 30);
    expect(bootstrap(same, { classes: 2, ratio: 'accuracy' }).interval).toEqual([2 / 3, 2 / 3]);
    const answers = answersOf([3, 9, 20, 25], 30);
    const at = (seed: number): unknown =>
      bootstrap(answers, { classes: 2, ratio: 'uar', seed, resamples: 999 });
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
  });

  it('refuses no draws and no level', () => {
    const answers = answersOf([1, 2], 3);
    const options = { classes: 2, ratio: 'uar' } as const;
    expect(() => bootstrap(answers, { ...options, resamples: 0 })).toThrow('bootstrap.resamples');
    expect(() => bootstrap(answers, { ...options, level: 1 })).toThrow('bootstrap.level');
  });
});

describe('pairedBootstrap', () => {
  const options = { classes: 2, ratio: 'accuracy' } as const;

  it('sees a small gain that every group has, which two intervals apart would not show', () => {
    const hits = [4, 8, 12, 16, 20, 24, 28, 6, 10, 14];
    const [a, b] = [
      answersOf(hits, 30),
      answersOf(
        hits.map((n) => n + 1),
        30,
      ),
    ];
    const { value, interval, p } = pairedBootstrap(a, b, options);
    expect(value).toBeCloseTo(1 / 30, 12);
    expect(interval[0]).toBeCloseTo(1 / 30, 12);
    expect(p).toBeLessThan(0.001);
    expect(bootstrap(b, options).interval[0]).toBeLessThan(bootstrap(a, options).value);
  });

  it('finds nothing where a gain of one group is the loss of another, and p is 1 for the same', () => {
    const a = answersOf([10, 20, 15, 18], 30);
    const b = answersOf([20, 10, 18, 15], 30);
    expect(pairedBootstrap(a, b, options).p).toBeGreaterThan(0.8);
    expect(pairedBootstrap(a, a, options)).toMatchObject({ value: 0, interval: [0, 0], p: 1 });
  });

  it('refuses other groups', () => {
    expect(() => pairedBootstrap(answersOf([1], 3), answersOf([1, 2], 3), options)).toThrow(
      'Expected the same groups for both but received g01 in one of them',
    );
  });
});
