import { argMaxRows, PROBABILITY_FLOOR } from '@prosodia/statistics';

import { expected } from './errors.js';

/** How well one class is told from the others. All ratios in 0 .. 1; 0 where nothing could be counted. */
export interface ClassScore {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Rows whose actual class this is. */
  readonly support: number;
}

/** A classifier's result on one set of rows. */
export interface Evaluation {
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** Share of rows whose most probable class is the actual one, 0 .. 1. */
  readonly accuracy: number;
  /** Unweighted average recall: the mean recall of the classes that occur, 0 .. 1. */
  readonly uar: number;
  /** Mean F1 of the classes that occur or are predicted, 0 .. 1. */
  readonly macroF1: number;
  readonly perClass: readonly ClassScore[];
  /** Counts, classes x classes: rows are actual classes, columns predicted ones. */
  readonly confusion: readonly (readonly number[])[];
  readonly labels: readonly string[];
}

/**
 * Scores probabilities against the truth: loss, accuracy, unweighted average recall, F1 and the confusion matrix.
 * Classes are named and counted as scikit-learn's `balanced_accuracy_score`, `f1_score(average='macro')` and
 * `confusion_matrix` do; a tie goes to the earlier class.
 *
 * @param probabilities rows x labels.length, row-major
 * @param actual each row's class as an index into `labels`
 * @throws {ModelError} INVALID_DATA when the sizes do not fit, there is no row, a class is out of range or a probability not finite
 */
export function evaluate(
  probabilities: Float32Array,
  actual: ArrayLike<number>,
  labels: readonly string[],
): Evaluation {
  const classes = labels.length;
  checkSizes(probabilities, actual, classes);
  const predicted = argMaxRows(probabilities, classes);
  const confusion = countConfusion(actual, predicted, classes);
  const perClass = labels.map((label, index) => scoreClass(confusion, index, label));
  const hits = confusion.reduce((sum, row, index) => sum + at(row, index), 0);
  return {
    loss: meanCrossEntropy(probabilities, actual, classes),
    accuracy: hits / actual.length,
    uar: mean(perClass.filter(({ support }) => support > 0).map(({ recall }) => recall)),
    macroF1: mean(
      perClass
        .filter(({ support }, index) => support + columnSum(confusion, index) > 0)
        .map(({ f1 }) => f1),
    ),
    perClass,
    confusion,
    labels: [...labels],
  };
}

function checkSizes(probabilities: Float32Array, actual: ArrayLike<number>, classes: number): void {
  const rows = actual.length;
  if (rows === 0 || classes === 0)
    throw expected('INVALID_DATA', 'at least one row and one label', 'evaluate', 0);
  if (probabilities.length !== rows * classes)
    throw expected(
      'INVALID_DATA',
      `${rows} x ${classes} values`,
      'probabilities',
      probabilities.length,
    );
  for (let row = 0; row < rows; row++) {
    const label = at(actual, row);
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw expected('INVALID_DATA', `a class in 0 .. ${classes - 1}`, `actual[${row}]`, label);
  }
  const broken = probabilities.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0)
    throw expected(
      'INVALID_DATA',
      'a finite number',
      `probabilities[${broken}]`,
      at(probabilities, broken),
    );
}

function countConfusion(
  actual: ArrayLike<number>,
  predicted: Int32Array,
  classes: number,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  predicted.forEach((column, row) => {
    const line = counts[at(actual, row)];
    if (line !== undefined) line[column] = at(line, column) + 1;
  });
  return counts;
}

function scoreClass(confusion: readonly number[][], index: number, label: string): ClassScore {
  const row = confusion[index] ?? [];
  const hits = at(row, index);
  const support = row.reduce((sum, count) => sum + count, 0);
  const claimed = columnSum(confusion, index);
  return {
    label,
    precision: ratio(hits, claimed),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, support + claimed),
    support,
  };
}

function meanCrossEntropy(
  probabilities: Float32Array,
  actual: ArrayLike<number>,
  classes: number,
): number {
  let sum = 0;
  for (let row = 0; row < actual.length; row++)
    sum -= Math.log(
      Math.max(at(probabilities, row * classes + at(actual, row)), PROBABILITY_FLOOR),
    );
  return sum / actual.length;
}

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? Number.NaN;
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const columnSum = (matrix: readonly (readonly number[])[], column: number): number =>
  matrix.reduce((sum, row) => sum + at(row, column), 0);
