import { requireIndex } from '../_require.js';
import { expected } from '../errors.js';

/** Rows of features, one after another: `values` has `rows x width` numbers. */
export interface Matrix {
  readonly values: Float32Array;
  readonly width: number;
}

/** Per column: what is taken away, and what the rest is divided by. Both have `width` values. */
export interface Standardiser {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** How columns are standardised. */
export interface StandardiserOptions {
  /**
   * Columns that lie so far apart share one mean and deviation: with a spectrogram's number of bands, each band has
   * its own for all frames. By default the width: each column for itself.
   */
  readonly period?: number;
  /**
   * Widths of groups of columns, side by side, whose squares are to have equal sums, so that fifty columns of one kind
   * are heard beside a thousand of another: each deviation is divided by its group's weight. By default one group.
   */
  readonly blocks?: readonly number[];
}

/**
 * Learns mean and deviation of each column from `rows` alone, which must be the train part.
 * The deviation is the population's (divisor n), as `numpy.std` and the notebook have it; where a
 * column is constant it is 1, as in scikit-learn's `StandardScaler`, so that nothing is divided by 0.
 *
 * @throws {FeaturesError} `INVALID_OPTION` where there are no rows, or period or blocks do not fit the width,
 *   `INVALID_INDEX`
 */
export function fitStandardiser(
  matrix: Matrix,
  rows: readonly number[],
  { period = matrix.width, blocks = [matrix.width] }: StandardiserOptions = {},
): Standardiser {
  const { width } = matrix;
  if (rows.length === 0) throw expected('INVALID_OPTION', 'at least one row', 'rows', 'none');
  if (!(period >= 1 && width % period === 0))
    throw expected('INVALID_OPTION', `a part of ${width} columns`, 'period', period);
  if (sum(blocks) !== width)
    throw expected('INVALID_OPTION', `blocks of ${width} columns`, 'blocks', sum(blocks));
  const weights = blocks.flatMap((size) =>
    new Array<number>(size).fill(Math.sqrt(width / (blocks.length * size))),
  );
  const views = rows.map((row) => rowOf(matrix, row));
  const mean = new Float32Array(width);
  const deviation = new Float32Array(width);
  for (let first = 0; first < period; first++) {
    const values: number[] = [];
    for (const view of views)
      for (let column = first; column < width; column += period) values.push(view[column] ?? 0);
    const average = sum(values) / values.length;
    const variance = sum(values.map((value) => (value - average) ** 2)) / values.length;
    const constant = values.every((value) => value === values[0]);
    for (let column = first; column < width; column += period) {
      mean[column] = average;
      deviation[column] = (constant ? 1 : Math.sqrt(variance)) / (weights[column] ?? 1);
    }
  }
  return { mean, deviation };
}

/**
 * `(value - mean) / deviation` for the given rows, in their order.
 *
 * @returns `rows.length x width` values
 * @throws {FeaturesError} `INVALID_OPTION` where the widths differ, `INVALID_INDEX`
 */
export function applyStandardiser(
  { mean, deviation }: Standardiser,
  matrix: Matrix,
  rows: readonly number[],
): Float32Array {
  const { width } = matrix;
  if (mean.length !== width || deviation.length !== width) {
    throw expected('INVALID_OPTION', `${width} columns`, 'the standardiser', mean.length);
  }
  const result = new Float32Array(rows.length * width);
  rows.forEach((row, position) => {
    const standardised = rowOf(matrix, row).map(
      (value, column) => (value - (mean[column] ?? 0)) / (deviation[column] ?? 1),
    );
    result.set(standardised, position * width);
  });
  return result;
}

function rowOf({ values, width }: Matrix, row: number): Float32Array {
  requireIndex(row, values.length / width, 'a row of the matrix');
  return values.subarray(row * width, (row + 1) * width);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
