import { describe, expect, it } from 'vitest';

import { reference } from './_test-golden.js';
import { compare } from './compare.js';
import { mcnemar } from './mcnemar.js';

describe('mcnemar', () => {
  it.each(reference.mcnemar)("has SciPy's p for $onlyFirst against $onlySecond", (wanted) => {
    const { onlyFirst, onlySecond } = wanted;
    const first = Array.from({ length: onlyFirst + onlySecond + 4 }, (_, row) => row < onlyFirst);
    const second = first.map((right, row) => !right && row < onlyFirst + onlySecond);
    const found = mcnemar(first, second);
    expect(found).toMatchObject({ onlyFirst, onlySecond });
    expect(found.p).toBeCloseTo(wanted.p, 10);
  });

  it('refuses other rows', () => {
    expect(() => mcnemar([true], [])).toThrow('Expected 1 rows for mcnemar but received 0');
  });
});

describe('compare', () => {
  const tested = (actual: readonly number[], ...predicted: number[][]) => ({
    ...{ actual, predicted },
    groups: actual.map((_, row) => (row < 3 ? 'a' : 'b')),
  });
  const actual = [0, 1, 0, 1, 0, 1];

  it('tests the first seeds row by row and all seeds by group, the second minus the first', () => {
    const first = tested(actual, [1, 1, 0, 0, 0, 1]);
    const second = tested(actual, [0, 1, 0, 1, 0, 0], [1, 1, 0, 1, 0, 0]);
    const found = compare(first, second, { classes: 2 });
    expect(found.mcnemar).toMatchObject({ onlyFirst: 1, onlySecond: 2 });
    expect(found.accuracy.value).toBeCloseTo(9 / 12 - 4 / 6, 12);
    expect(found.uar.groups).toBe(2);
  });

  it('refuses other rows', () => {
    const [first, second] = [tested(actual, actual), tested([1, ...actual.slice(1)], actual)];
    expect(() => compare(first, second, { classes: 2 })).toThrow('the same 6 rows for second');
  });
});
