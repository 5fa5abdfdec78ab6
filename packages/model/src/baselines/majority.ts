import { checkRows, type LabelledRows } from '../labelled-rows.js';
import { baselineOf, type Baseline } from './baseline.js';

/**
 * Always answers the commonest class of the training rows, the first of equals: what a classifier reaches that has not
 * looked at its input.
 *
 * @throws {ModelError} INVALID_DATA
 */
export function trainMajority(fit: LabelledRows): Baseline {
  checkRows(fit, Infinity, fit.width, 'fit');
  const counts = new Map<number, number>();
  for (const label of Array.from(fit.y)) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [[commonest] = [0]] = [...counts].sort(
    ([labelA, countA], [labelB, countB]) => countB - countA || labelA - labelB,
  );
  return baselineOf('majority class', fit.width, () => commonest);
}
