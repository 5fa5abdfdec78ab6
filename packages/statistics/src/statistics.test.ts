import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answers } from './answers.js';
import { bootstrap, pairedBootstrap } from './bootstrap.js';
import { breakDown } from './break-down.js';
import { compare } from './compare.js';
import { mcnemar } from './mcnemar.js';
import { createRandom } from './random.js';
import { expectedCalibrationError, reliability } from './reliability.js';
import { chooseThreshold, riskCoverage, selectAt } from './selective.js';
import { quantile, spread } from './spread.js';
import { applyTemperature, fitTemperature } from './temperature.js';
import { wilsonInterval } from './wilson.js';

interface Golden {
  readonly calibration: {
    readonly probabilities: number[];
    readonly actual: number[];
    readonly ece: number;
    readonly temperature: number;
    readonly lossAtTemperature: number;
    readonly area: number;
    readonly riskOfHalf: number;
  };
  readonly mcnemar: { onlyFirst: number; onlySecond: number; p: number }[];
  readonly bootstrap: { hits: number[]; of: number; interval: [number, number] };
}
/** Numbers of SciPy and scikit-learn; `tools/reference/generate_statistics.py` writes them. */
const reference = JSON.parse(
  readFileSync(new URL('../golden/statistics.json', import.meta.url), 'utf8'),
) as Golden;

/** Groups of `of` rows of two classes in turn, of which the first `hits` are right. */
function answersOf(hits: readonly number[], of: number): Answers {
  const rows = hits.flatMap((right, group) =>
    Array.from({ length: of }, (_, row) => ({
      actual: row % 2,
      predicted: row < right ? row % 2 : 1 - (row % 2),
      group: `g${String(group).padStart(2, '0')}`,
    })),
  );
  return {
    actual: rows.map(({ actual }) => actual),
    predicted: rows.map(({ predicted }) => predicted),
    groups: rows.map(({ group }) => group),
  };
}

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

describe('calibration', () => {
  const { actual, ece, temperature, lossAtTemperature } = reference.calibration;
  const probabilities = Float32Array.from(reference.calibration.probabilities);

  it('has the error of NumPy and the temperature of SciPy', () => {
    expect(expectedCalibrationError(probabilities, actual)).toBeCloseTo(ece, 6);
    const found = fitTemperature(probabilities, actual);
    expect(found / temperature).toBeCloseTo(1, 4);
    const cooled = applyTemperature(probabilities, 4, found);
    const loss = actual.reduce(
      (sum, label, row) => sum - Math.log(cooled[row * 4 + label] ?? 0),
      0,
    );
    expect(loss / actual.length).toBeCloseTo(lossAtTemperature, 5);
    expect(expectedCalibrationError(cooled, actual)).toBeLessThan(ece / 2);
  });

  it('leaves every answer as it was, and everything at temperature 1', () => {
    const cooled = applyTemperature(probabilities, 4, 2.5);
    const order = (values: Float32Array): number[] =>
      [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
    for (let row = 0; row < 200; row++)
      expect(order(cooled.subarray(4 * row, 4 * row + 4))[0]).toBe(
        order(probabilities.subarray(4 * row, 4 * row + 4))[0],
      );
    applyTemperature(probabilities, 4, 1).forEach((value, i) => {
      expect(value).toBeCloseTo(probabilities[i] ?? NaN, 6);
    });
  });

  it('is zero for chances that hold, and the confidence itself where all is wrong', () => {
    const half = Float32Array.from([0.5, 0.5, 0.5, 0.5]);
    expect(expectedCalibrationError(half, [0, 1])).toBe(0);
    expect(expectedCalibrationError(Float32Array.from([0.75, 0.25]), [1])).toBeCloseTo(0.75, 6);
  });

  it('puts each row into one bin of confidence, sure ones into the last', () => {
    const sure = Float32Array.of(1, 0, 0.875, 0.125, 0.25, 0.75, 0.5, 0.5);
    const { bins, error } = reliability(sure, [0, 1, 1, 0], { bins: 4 });
    expect(bins).toEqual([
      { from: 0.25, to: 0.5, rows: 1, hits: 1, meanConfidence: 0.5, accuracy: 1 },
      { from: 0.5, to: 0.75, rows: 1, hits: 1, meanConfidence: 0.75, accuracy: 1 },
      { from: 0.75, to: 1, rows: 2, hits: 1, meanConfidence: 0.9375, accuracy: 0.5 },
    ]);
    expect(error).toBeCloseTo((0.5 + 0.25 + 0.875) / 4, 12);
  });

  it('survives chances of 0', () => {
    const sure = Float32Array.from([1, 0, 0, 1]);
    expect(fitTemperature(sure, [0, 0])).toBeGreaterThan(1);
    expect(applyTemperature(sure, 2, 0.1).every(Number.isFinite)).toBe(true);
    expect(() => applyTemperature(sure, 2, 0)).toThrow('a number above 0 for temperature');
    expect(() => fitTemperature(sure, [])).toThrow('4 values for 0 rows');
  });
});

describe('riskCoverage and the threshold of `unsure`', () => {
  const { actual, area, riskOfHalf } = reference.calibration;
  const probabilities = Float32Array.from(reference.calibration.probabilities);

  it('has the curve of NumPy', () => {
    const found = riskCoverage(probabilities, actual);
    expect(found.area).toBeCloseTo(area, 2);
    expect(found.curve.at(-1)).toMatchObject({ coverage: 1 });
    expect(selectAt(probabilities, actual, 0).coverage).toBe(1);
    const half = found.curve.findLast(({ coverage }) => coverage <= 0.5);
    expect(half?.risk).toBeCloseTo(riskOfHalf, 2);
  });

  it('chooses the lowest threshold that keeps the risk, and says where there is none', () => {
    // Sure 0.9 right, 0.8 wrong, 0.7 right, 0.6 right: risks 0, 1/2, 1/3, 1/4.
    const rows = Float32Array.from([0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4]);
    const truth = [0, 1, 0, 0];
    expect(chooseThreshold(rows, truth, { risk: 0.25 })).toBeCloseTo(0.6, 6);
    expect(chooseThreshold(rows, truth, { risk: 0.2 })).toBeCloseTo(0.9, 6);
    expect(chooseThreshold(rows, [1, 1, 1, 1], { risk: 0.2 })).toBeUndefined();
    expect(selectAt(rows, truth, 0.75)).toEqual({ threshold: 0.75, coverage: 0.5, risk: 0.5 });
    expect(selectAt(rows, truth, 1)).toEqual({ threshold: 1, coverage: 0, risk: 0 });
    expect(() => chooseThreshold(rows, truth, { risk: 2 })).toThrow('a number from 0 to 1');
  });

  it('answers rows of equal confidence together', () => {
    const equal = new Float32Array(20).fill(0.5);
    const random = createRandom(1);
    const truth = Array.from({ length: 10 }, () => Math.floor(random() * 2));
    expect(riskCoverage(equal, truth).curve).toHaveLength(1);
  });
});
