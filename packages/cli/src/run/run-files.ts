import type { Clip } from '@prosodia/features';
import type { EpochRecord } from '@prosodia/model';

import { toCsv } from './_csv.js';

const HISTORY_COLUMNS = [
  'epoch',
  'loss',
  'accuracy',
  'devLoss',
  'devAccuracy',
  'devUar',
  'seconds',
] as const satisfies readonly (keyof EpochRecord)[];

/** `history.csv`: a row per epoch; the dev columns are empty where there was no dev part. */
export function historyCsv(history: readonly EpochRecord[]): string {
  return toCsv([
    HISTORY_COLUMNS,
    ...history.map((record) => HISTORY_COLUMNS.map((column) => record[column] ?? '')),
  ]);
}

/**
 * `predictions.csv`: a row per clip: its path, its emotion, the most probable one, and a probability for each.
 *
 * @param probabilities clips x labels, row-major
 */
export function predictionsCsv(
  clips: readonly Clip[],
  probabilities: Float32Array,
  labels: readonly string[],
): string {
  const rows = clips.map(({ path, emotion }, row) => {
    const own = probabilitiesOf(probabilities, row, labels);
    // 9 digits tell any two float32 apart.
    return [
      path,
      emotion,
      mostProbable(own),
      ...own.map(({ probability }) => Number(probability.toPrecision(9))),
    ];
  });
  return toCsv([['path', 'actual', 'predicted', ...labels], ...rows]);
}

export interface LabelProbability {
  readonly label: string;
  /** 0 .. 1 */
  readonly probability: number;
}

/** Row `row` of `probabilities` with its labels, in the labels' order. */
export function probabilitiesOf(
  probabilities: Float32Array,
  row: number,
  labels: readonly string[],
): LabelProbability[] {
  const start = row * labels.length;
  return labels.map((label, index) => ({ label, probability: probabilities[start + index] ?? 0 }));
}

/** The label of the largest probability; among equals the first, as the metrics count it. */
export function mostProbable(probabilities: readonly LabelProbability[]): string {
  const [first, ...rest] = probabilities;
  let best = first;
  for (const candidate of rest)
    if (best === undefined || candidate.probability > best.probability) best = candidate;
  return best?.label ?? '';
}
