import { classesOf } from './_classes-of.js';
import { argMaxRows } from './arg-max.js';

/** Rows that were answered with a similar confidence: the probability of the class that was named. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly hits: number;
  readonly meanConfidence: number;
  /** Share of the rows that are right. */
  readonly accuracy: number;
}

/** Whether confidence means what it says. */
export interface Reliability {
  /** Those that hold rows, ascending. */
  readonly bins: readonly ReliabilityBin[];
  /** @see {@link expectedCalibrationError} */
  readonly error: number;
}

/**
 * Sorts rows by confidence into bins of equal width (Guo et al. 2017 take 15).
 *
 * @param probabilities rows x classes, row-major
 * @throws {StatisticsError} INVALID_DATA
 */
export function reliability(
  probabilities: Float32Array,
  actual: ArrayLike<number>,
  { bins: count = 15 } = {},
): Reliability {
  const classes = classesOf(probabilities, actual);
  const sums = Array.from({ length: count }, () => ({ rows: 0, hits: 0, confidence: 0 }));
  argMaxRows(probabilities, classes).forEach((answer, row) => {
    const sure = probabilities[row * classes + answer] ?? 0;
    // A bin holds its upper end, as in the definition: (0, 1/15], (1/15, 2/15] ...
    const sum = sums[Math.min(Math.max(Math.ceil(sure * count) - 1, 0), count - 1)];
    if (sum === undefined) return;
    sum.rows += 1;
    sum.hits += Number(actual[row] === answer);
    sum.confidence += sure;
  });
  const gaps = sums.reduce((all, { hits, confidence }) => all + Math.abs(hits - confidence), 0);
  const bins = sums.flatMap(({ rows, hits, confidence }, index) =>
    rows === 0
      ? []
      : {
          ...{ from: index / count, to: (index + 1) / count, rows, hits },
          ...{ meanConfidence: confidence / rows, accuracy: hits / rows },
        },
  );
  return { bins, error: gaps / actual.length };
}

/**
 * Expected calibration error: how far the confidence in an answer lies from the share of answers that are right, over
 * the bins of {@link reliability}, each weighted by its rows (Naeini, Cooper and Hauskrecht 2015).
 *
 * @returns 0 .. 1
 * @throws {StatisticsError} INVALID_DATA
 */
export const expectedCalibrationError = (
  probabilities: Float32Array,
  actual: ArrayLike<number>,
  options: { readonly bins?: number } = {},
): number => reliability(probabilities, actual, options).error;
