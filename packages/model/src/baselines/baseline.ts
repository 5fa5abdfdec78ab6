import { expected } from '../errors.js';
import { checkRows, type LabelledRows } from '../labelled-rows.js';

/** A plain classifier to stand beside a network: what it cannot beat, it has not earned. */
export interface Baseline {
  /** What it is, for reports. */
  readonly name: string;
  /**
   * @param x rows x width, row-major, as in training
   * @returns each row's class
   * @throws {ModelError} INVALID_DATA when `x` does not hold that many rows
   */
  predict(x: Float32Array, rows: number): Int32Array;
  /** Share of rows whose class it finds, 0 .. 1. */
  accuracy(part: LabelledRows): number;
}

/** Makes a baseline of a function that classifies one row. */
export function baselineOf(
  name: string,
  width: number,
  classify: (row: Float32Array) => number,
): Baseline {
  const predict: Baseline['predict'] = (x, rows) => {
    if (x.length !== rows * width)
      throw expected('INVALID_DATA', `${rows} x ${width} values`, name, x.length);
    return Int32Array.from({ length: rows }, (_, row) =>
      classify(x.subarray(row * width, (row + 1) * width)),
    );
  };
  return {
    name,
    predict,
    accuracy: (part) => {
      checkRows(part, Infinity, width, name);
      const hits = predict(part.x, part.rows).filter((label, row) => label === part.y[row]);
      return hits.length / part.rows;
    },
  };
}
