import { expected } from '../errors.js';
import { checkRows, type LabelledRows } from '../labelled-rows.js';

/** A classical classifier: what a network cannot beat, it has not earned. */
export interface Classifier {
  /** What it is, for reports. */
  readonly name: string;
  /**
   * @param x rows x width, row-major, as in training
   * @returns rows x classes probabilities, row-major
   * @throws {ModelError} INVALID_DATA when `x` does not hold that many rows
   */
  predict(x: Float32Array, rows: number): Float32Array;
}

/** What every fit needs beside its rows. */
export interface FitOptions {
  /** Number of classes, 2 or more. */
  readonly classes: number;
}

/** Makes a classifier of a function that writes the probabilities of one row. */
export function classifierOf(
  name: string,
  { width, classes }: { readonly width: number; readonly classes: number },
  classify: (row: Float32Array) => ArrayLike<number>,
): Classifier {
  return {
    name,
    predict(x, rows) {
      if (x.length !== rows * width)
        throw expected('INVALID_DATA', `${rows} x ${width} values`, name, x.length);
      const probabilities = new Float32Array(rows * classes);
      for (let row = 0; row < rows; row++)
        probabilities.set(classify(x.subarray(row * width, (row + 1) * width)), row * classes);
      return probabilities;
    },
  };
}

/** The rows as views, checked. */
export function rowsOf(train: LabelledRows, { classes }: FitOptions): Float32Array[] {
  checkRows(train, classes, train.width, 'train');
  if (train.rows === 0) throw expected('INVALID_DATA', 'at least one row', 'train', 'none');
  const { x, width } = train;
  return Array.from({ length: train.rows }, (_, row) => x.subarray(row * width, (row + 1) * width));
}

/** Softmax of a row of scores. */
export function softmax(scores: ArrayLike<number>): number[] {
  const values = Array.from(scores);
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}
