import type { Fold } from '@prosodia/features';
import type { FoldRecord, Selection } from '@prosodia/records';

import type { EvaluatedModel } from './evaluated-model.js';
import { prepareFold, type FoldSource } from './prepare-fold.js';

/** A fold, and what is to be fitted on it. */
export interface FoldWork extends FoldSource {
  /** Of a row. */
  readonly shape: readonly number[];
  readonly fold: Fold;
  readonly model: EvaluatedModel;
  readonly seed: number;
  readonly selection: Selection;
  readonly epochs?: number;
  readonly ensemble: number;
  /** The same fold of another seed. */
  readonly earlier: FoldRecord | undefined;
  readonly signal: AbortSignal;
}

/** Prepares a fold, fits, and looks at test once. */
export async function evaluateFold(work: FoldWork): Promise<FoldRecord> {
  const { shape, fold, labels, model, seed, earlier } = work;
  const { selection, epochs, ensemble, signal } = work;
  const began = performance.now();
  const { rows, leakCheck } = prepareFold(work, fold);
  const answer = await model.fit(rows, {
    ...{ classes: labels.length, shape, seed, selection, epochs, ensemble, signal },
    devProbabilities: earlier && Float32Array.from(earlier.devProbabilities),
  });
  return {
    ...{ fold: fold.name, seed, chosen: answer.chosen, leakCheck },
    learntFrom: answer.learntFrom,
    counts: {
      ...{ train: fold.train.length, dev: fold.dev.length, test: fold.test.length },
      leftOut: fold.leftOut.length,
    },
    rows: fold.test,
    probabilities: compact(answer.test),
    devActual: Array.from(rows.dev.y),
    devProbabilities: compact(answer.dev),
    seconds: (performance.now() - began) / 1000,
  };
}

/** Six digits: more say nothing, and files are half as large. */
const compact = (values: Float32Array): number[] =>
  Array.from(values, (value) => Number(value.toPrecision(6)));
