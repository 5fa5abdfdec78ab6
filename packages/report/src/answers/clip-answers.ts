import type { Prediction } from '@prosodia/records';

/** Clips and what a classifier said of them, as the statistics take them: numbers for classes. */
export interface ClipAnswers {
  readonly actual: readonly number[];
  /** Clips x labels, row-major, 0 .. 1. */
  readonly probabilities: Float32Array;
}

/** The answers of a run; classes are indices into `labels`. */
export const answersOf = (
  predictions: readonly Prediction[],
  labels: readonly string[],
): ClipAnswers => ({
  actual: predictions.map(({ actual }) => labels.indexOf(actual)),
  probabilities: Float32Array.from(predictions.flatMap(({ probabilities }) => probabilities)),
});
