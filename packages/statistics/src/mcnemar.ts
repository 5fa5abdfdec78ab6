import { expected } from './errors.js';

/** @see {@link mcnemar} */
export interface McNemar {
  /** Rows that only the first classifier has right, and that only the second has right. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** How often two equally good classifiers would differ at least so much, two-sided, 0 .. 1. */
  readonly p: number;
}

/**
 * McNemar's exact test: of the rows on which two classifiers differ in being right, does one win more often than a
 * coin would? It takes rows for independent of each other, which clips of one speaker are not: see also
 * `pairedBootstrap`.
 *
 * @param first, second whether each row is right, the same rows in the same order
 * @throws {StatisticsError} INVALID_DATA where the lengths differ
 */
export function mcnemar(first: readonly boolean[], second: readonly boolean[]): McNemar {
  if (first.length !== second.length)
    throw expected('INVALID_DATA', `${first.length} rows`, 'mcnemar', second.length);
  let [onlyFirst, onlySecond] = [0, 0];
  first.forEach((right, row) => {
    if (right && second[row] === false) onlyFirst++;
    if (!right && second[row] === true) onlySecond++;
  });
  const tail = coinTail(Math.min(onlyFirst, onlySecond), onlyFirst + onlySecond);
  return { onlyFirst, onlySecond, p: Math.min(1, 2 * tail) };
}

/** The chance of at most `heads` heads in `flips` flips of a fair coin. */
function coinTail(heads: number, flips: number): number {
  let logChance = -flips * Math.LN2;
  let total = Math.exp(logChance);
  for (let head = 1; head <= heads; head++) {
    logChance += Math.log((flips - head + 1) / head);
    total += Math.exp(logChance);
  }
  return total;
}
