import { createRequire } from 'node:module';
import type * as MlCart from 'ml-cart';
import type { LabelledRows } from '../labelled-rows.js';
import { classifierOf, rowsOf, type Classifier, type FitOptions } from './classifier.js';

/** Columns that are left after averaging; the notebook's 259 become groups of seven. */
const COLUMNS = 37;

/**
 * A CART decision tree (Gini) by ml-cart with that library's own settings, nothing tuned. Neighbouring columns are
 * averaged in groups first: ml-cart's time grows with columns and with the square of the rows, and whole, the
 * notebook's 1152 x 259 values keep it busy more than five times as long as in groups of seven.
 *
 * Computes at once and blocks the event loop for some seconds at that size.
 *
 * @param options groupSize: columns to average into one, 1 or more; by default as many as leave 37
 * @throws {ModelError} INVALID_DATA
 */
export function trainDecisionTree(
  train: LabelledRows,
  options: FitOptions & { readonly groupSize?: number },
): Classifier {
  const { classes, groupSize = Math.ceil(train.width / COLUMNS) } = options;
  // Loaded here, for no other work needs it.
  const mlCart = createRequire(import.meta.url)('ml-cart') as typeof MlCart;
  const tree = new mlCart.DecisionTreeClassifier();
  tree.train(
    rowsOf(train, options).map((row) => groupMeans(row, groupSize)),
    Array.from(train.y),
  );
  // A leaf knows the classes up to the highest that it has met.
  return classifierOf(
    `decision tree (ml-cart) on ${groupSize === 1 ? 'all features' : `means of ${groupSize} features`}`,
    { width: train.width, classes },
    (row) => tree.root.classify(groupMeans(row, groupSize)).getRow(0),
  );
}

function groupMeans(row: Float32Array, groupSize: number): number[] {
  return Array.from({ length: Math.ceil(row.length / groupSize) }, (_, group) => {
    const values = row.subarray(group * groupSize, (group + 1) * groupSize);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}
