import { expected } from './errors.js';

/** @throws {StatisticsError} INVALID_DATA where probabilities and classes do not fit */
export function classesOf(probabilities: Float32Array, actual: ArrayLike<number>): number {
  const rows = actual.length;
  const classes = rows === 0 ? 0 : probabilities.length / rows;
  if (Number.isInteger(classes) && classes > 0) return classes;
  throw expected(
    'INVALID_DATA',
    'probabilities of at least one row',
    'probabilities',
    `${probabilities.length} values for ${rows} rows`,
  );
}
