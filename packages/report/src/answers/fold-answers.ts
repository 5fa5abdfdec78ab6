import type { EvaluationRecord } from '@prosodia/records';
import { applyTemperature, argMaxRows, fitTemperature } from '@prosodia/statistics';

import type { ClipAnswers } from './clip-answers.js';

/** The answers of all folds and seeds of an evaluation, one after the other. */
export interface FoldAnswers {
  /** As the model gave them. */
  readonly raw: ClipAnswers;
  /** With each fold at the temperature that fits its dev part. */
  readonly cooled: ClipAnswers;
  /** By fold, over its seeds. */
  readonly scores: readonly {
    readonly fold: string;
    readonly rows: number;
    readonly hits: number;
  }[];
}

/** @returns undefined where the folds are not in the record */
export function foldAnswers({ folds, scores }: EvaluationRecord): FoldAnswers | undefined {
  if (folds.length === 0) return undefined;
  const classes = scores.labels.length;
  const actual = scores.predicted.flatMap(() => scores.clips.map((clip) => clip.actual));
  const tallies = new Map<string, { rows: number; hits: number }>();
  const [raw, cooled] = [[] as number[], [] as number[]];
  let row = 0;
  for (const { fold, probabilities, devActual, devProbabilities } of folds) {
    const own = Float32Array.from(probabilities);
    const temperature =
      devActual.length === 0 ? 1 : fitTemperature(Float32Array.from(devProbabilities), devActual);
    raw.push(...own);
    cooled.push(...applyTemperature(own, classes, temperature));
    const tally = tallies.get(fold) ?? { rows: 0, hits: 0 };
    for (const answer of argMaxRows(own, classes)) {
      tally.rows += 1;
      tally.hits += Number(answer === actual[row]);
      row += 1;
    }
    tallies.set(fold, tally);
  }
  return {
    raw: { actual, probabilities: Float32Array.from(raw) },
    cooled: { actual, probabilities: Float32Array.from(cooled) },
    scores: [...tallies].map(([fold, tally]) => ({ fold, ...tally })),
  };
}
