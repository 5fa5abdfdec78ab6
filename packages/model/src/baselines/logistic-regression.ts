import type { LabelledRows } from '../labelled-rows.js';
import { minimise, type Smooth } from './_minimise.js';
import { classifierOf, rowsOf, softmax, type Classifier, type FitOptions } from './classifier.js';

/**
 * Multinomial logistic regression with an L2 penalty on the weights, none on the biases: scikit-learn's
 * `LogisticRegression(C=cost)`, whose numbers it has. Convex, so there is nothing random in it.
 *
 * Our own, since ml-logistic-regression fits one class against the others by plain gradient descent without a penalty.
 *
 * @param options cost: how much a row counts against the penalty, above 0
 * @throws {ModelError} INVALID_DATA
 */
export function trainLogisticRegression(
  train: LabelledRows,
  options: FitOptions & { readonly cost: number },
): Classifier {
  const { classes, cost } = options;
  const { width } = train;
  const weights = minimise(
    new Float64Array(classes * (width + 1)),
    penalisedLoss(rowsOf(train, options), train.y, classes, 1 / (cost * train.rows)),
  );
  return classifierOf(`logistic regression (cost ${cost})`, { width, classes }, (row) =>
    softmax(scores(row, weights, new Float64Array(classes))),
  );
}

/** Mean cross-entropy and half the penalty times the squared weights; `classes` rows of weights with the bias last. */
function penalisedLoss(
  rows: readonly Float32Array[],
  y: ArrayLike<number>,
  classes: number,
  penalty: number,
): Smooth {
  return (weights, gradient) => {
    const stride = weights.length / classes;
    const logits = new Float64Array(classes);
    let loss = 0;
    gradient.fill(0);
    rows.forEach((row, index) => {
      const shares = softmax(scores(row, weights, logits));
      loss -= Math.log(Math.max(shares[y[index] ?? 0] ?? 0, Number.MIN_VALUE)) / rows.length;
      for (let label = 0; label < classes; label++) {
        const error = ((shares[label] ?? 0) - Number(y[index] === label)) / rows.length;
        const start = label * stride;
        for (let column = 0; column < row.length; column++)
          gradient[start + column] = (gradient[start + column] ?? 0) + error * (row[column] ?? 0);
        gradient[start + row.length] = (gradient[start + row.length] ?? 0) + error;
      }
    });
    for (let i = 0; i < weights.length; i++) {
      if (i % stride === stride - 1) continue; // a bias
      const weight = weights[i] ?? 0;
      loss += (penalty / 2) * weight * weight;
      gradient[i] = (gradient[i] ?? 0) + penalty * weight;
    }
    return loss;
  };
}

function scores(row: Float32Array, weights: Float64Array, result: Float64Array): Float64Array {
  const stride = row.length + 1;
  for (let label = 0; label < result.length; label++) {
    const start = label * stride;
    let sum = weights[start + row.length] ?? 0;
    for (let column = 0; column < row.length; column++)
      sum += (weights[start + column] ?? 0) * (row[column] ?? 0);
    result[label] = sum;
  }
  return result;
}
