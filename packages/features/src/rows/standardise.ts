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
  const { average, variance, varies } = momentsOf(views, period);
  const mean = new Float32Array(width);
  const deviation = new Float32Array(width);
  for (let column = 0; column < width; column++) {
    const place = column % period;
    mean[column] = average[place] ?? 0;
    const spread = varies[place] === 1 ? Math.sqrt(variance[place] ?? 0) : 1;
    deviation[column] = spread / (weights[column] ?? 1);
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
  for (const [position, row] of rows.entries()) {
    const view = rowOf(matrix, row);
    for (let column = 0; column < width; column++)
      result[position * width + column] =
        ((view[column] ?? 0) - (mean[column] ?? 0)) / (deviation[column] ?? 1);
  }
  return result;
}

function rowOf({ values, width }: Matrix, row: number): Float32Array {
  requireIndex(row, values.length / width, 'a row of the matrix');
  return values.subarray(row * width, (row + 1) * width);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Of each column of a period; plain loops, for there are millions of values. */
function momentsOf(rows: readonly Float32Array[], period: number) {
  const average = new Float64Array(period);
  const variance = new Float64Array(period);
  /** A flag: of a constant column the rounded mean may differ from its value. */
  const varies = new Uint8Array(period);
  const head = rows[0] ?? new Float32Array();
  let count = 0;
  for (const row of rows)
    for (let first = 0; first < row.length; first += period, count++)
      for (let place = 0; place < period; place++) {
        const value = row[first + place] ?? 0;
        average[place] = (average[place] ?? 0) + value;
        if (value !== head[place]) varies[place] = 1;
      }
  for (let place = 0; place < period; place++) average[place] = (average[place] ?? 0) / count;
  for (const row of rows)
    for (let first = 0; first < row.length; first += period)
      for (let place = 0; place < period; place++) {
        const distance = (row[first + place] ?? 0) - (average[place] ?? 0);
        variance[place] = (variance[place] ?? 0) + distance * distance;
      }
  return { average, variance: variance.map((sum) => sum / count), varies };
}
