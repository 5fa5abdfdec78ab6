import { expected } from './errors.js';

/** Rows of numbers and the class of each. */
export interface LabelledRows {
  /** rows x width, row-major, standardised. */
  readonly x: Float32Array;
  /** Each row's class, 0 .. classes - 1. */
  readonly y: ArrayLike<number>;
  readonly rows: number;
  readonly width: number;
}

/**
 * Checks that rows are what they claim.
 *
 * @param width values a row must have
 * @param name what the part is called in messages
 * @throws {ModelError} INVALID_DATA, naming the first value that does not fit
 */
export function checkRows(part: LabelledRows, classes: number, width: number, name: string): void {
  const { x, y, rows } = part;
  if (part.width !== width)
    throw expected('INVALID_DATA', `width ${width}, as in train`, `${name}.width`, part.width);
  if (x.length !== rows * width)
    throw expected('INVALID_DATA', `${rows} x ${width} values`, `${name}.x`, x.length);
  if (y.length !== rows) throw expected('INVALID_DATA', `${rows} classes`, `${name}.y`, y.length);
  for (let row = 0; row < rows; row++) {
    const label = y[row] ?? Number.NaN;
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw expected('INVALID_DATA', `a class in 0 .. ${classes - 1}`, `${name}.y[${row}]`, label);
  }
  for (let place = 0; place < x.length; place++) {
    const value = x[place] ?? Number.NaN;
    if (!Number.isFinite(value))
      throw expected('INVALID_DATA', 'a finite number', `${name}.x[${place}]`, value);
  }
}
