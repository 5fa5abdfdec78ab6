import mlCart from 'ml-cart';
import { checkRows, type LabelledRows } from '../labelled-rows.js';
import { baselineOf, type Baseline } from './baseline.js';

/**
 * A CART decision tree (Gini) by ml-cart with that library's own settings, nothing tuned. Neighbouring columns are
 * averaged in groups first: ml-cart's time grows with columns and with the square of the rows, and whole, the
 * notebook's 1152 x 259 values keep it busy more than five times as long as in groups of seven.
 *
 * Computes at once and blocks the event loop for some seconds at that size.
 *
 * @param options groupSize: columns to average into one, 1 or more (7; the notebook's 259 become 37)
 * @throws {ModelError} INVALID_DATA
 */
export function trainDecisionTree(fit: LabelledRows, { groupSize = 7 } = {}): Baseline {
  const { x, y, rows, width } = fit;
  checkRows(fit, Infinity, width, 'fit');
  const tree = new mlCart.DecisionTreeClassifier();
  tree.train(
    Array.from({ length: rows }, (_, row) =>
      groupMeans(x.subarray(row * width, (row + 1) * width), groupSize),
    ),
    Array.from(y),
  );
  return baselineOf(
    `decision tree (ml-cart) on means of ${groupSize}`,
    width,
    (row) => tree.predict([groupMeans(row, groupSize)])[0] ?? 0,
  );
}

function groupMeans(row: Float32Array, groupSize: number): number[] {
  return Array.from({ length: Math.ceil(row.length / groupSize) }, (_, group) => {
    const values = row.subarray(group * groupSize, (group + 1) * groupSize);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}
