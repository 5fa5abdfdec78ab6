import type { EvaluationRecord, Prediction, RunRecord } from '@prosodia/records';
import { argMaxRows } from '@prosodia/statistics';

/** A run or an evaluation, as far as it takes to set its answers beside those of others, clip by clip. */
export interface Answerer {
  readonly name: string;
  readonly labels: readonly string[];
  /** One a clip; probabilities in the order of the labels. */
  readonly predictions: readonly Prediction[];
}

export const answererOfRun = ({ name, metrics, predictions }: RunRecord): Answerer => ({
  ...{ name, labels: metrics.test.labels, predictions },
});

/** The seeds of an evaluation answer as one, by the mean of their probabilities; without the folds there are no answers. */
export function answererOfEvaluation({ name, scores, folds }: EvaluationRecord): Answerer {
  const { labels, clips, predicted } = scores;
  if (folds.length === 0) return { name, labels, predictions: [] };
  const size = clips.length * labels.length;
  const mean = new Float32Array(size);
  for (const [index, probability] of folds.flatMap((fold) => fold.probabilities).entries())
    mean[index % size] = (mean[index % size] ?? 0) + probability / predicted.length;
  const answers = argMaxRows(mean, labels.length);
  const predictions = clips.map(({ path, actual }, row) => ({
    ...{ path, actual: labels[actual] ?? '', predicted: labels[answers[row] ?? 0] ?? '' },
    probabilities: [...mean.subarray(row * labels.length, (row + 1) * labels.length)],
  }));
  return { name, labels, predictions };
}
