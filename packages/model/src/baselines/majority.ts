import type { LabelledRows } from '../labelled-rows.js';
import { classifierOf, rowsOf, type Classifier, type FitOptions } from './classifier.js';

/**
 * Gives every row the share of each class among the training rows, so that the answer is always the commonest, the
 * first of equals: what a classifier reaches that has not looked at its input.
 *
 * @throws {ModelError} INVALID_DATA
 */
export function trainMajority(train: LabelledRows, options: FitOptions): Classifier {
  const { classes } = options;
  const shares = new Float32Array(classes);
  rowsOf(train, options).forEach((_, row) => {
    const label = train.y[row] ?? 0;
    shares[label] = (shares[label] ?? 0) + 1;
  });
  return classifierOf('majority class', { width: train.width, classes }, () =>
    shares.map((count) => count / train.rows),
  );
}
