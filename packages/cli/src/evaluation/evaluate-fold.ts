import {
  checkLeaks,
  fitStandardiser,
  requireNoLeak,
  type Fold,
  type FoldPlan,
  type StandardiserOptions,
} from '@prosodia/features';

import type { ExtractedTable } from '../stages/extract-table.js';
import { labelledRows } from '../stages/split-table.js';
import type { EvaluatedModel, Selection } from './evaluated-model.js';
import { compact, type FoldResult } from './fold-result.js';

/** A fold, and what is to be fitted on it. */
export interface FoldWork {
  readonly table: ExtractedTable['table'];
  /** Of a row. */
  readonly shape: readonly number[];
  readonly scaling: StandardiserOptions;
  readonly copies: readonly (readonly string[])[];
  readonly plan: FoldPlan;
  readonly fold: Fold;
  readonly labels: readonly string[];
  readonly model: EvaluatedModel;
  readonly seed: number;
  readonly selection: Selection;
  readonly epochs?: number;
  readonly ensemble: number;
  /** The same fold of another seed. */
  readonly earlier: FoldResult | undefined;
  readonly signal: AbortSignal;
}

/** Standardises by train alone, proves that nothing leaks in the very numbers, fits, and looks at test once. */
export async function evaluateFold(work: FoldWork): Promise<FoldResult> {
  const { table, shape, scaling, copies, plan, fold, labels, model, seed, earlier } = work;
  const { selection, epochs, ensemble, signal } = work;
  const began = performance.now();
  const standardiser = fitStandardiser(table, fold.train, scaling);
  const rows = (part: readonly number[]) => labelledRows(table, standardiser, part, labels);
  const [fit, dev, test] = [rows(fold.train), rows(fold.dev), rows(fold.test)];
  const leakCheck = requireNoLeak(
    checkLeaks(
      table.clips,
      {
        train: { rows: fold.train, x: fit.x },
        dev: { rows: fold.dev, x: dev.x },
        test: { rows: fold.test, x: test.x },
      },
      { copies, separates: plan.separates },
    ),
  );
  const answer = await model.fit(
    { fit, dev, test },
    {
      ...{ classes: labels.length, shape, seed, selection, epochs, ensemble, signal },
      dev: earlier && Float32Array.from(earlier.devProbabilities),
    },
  );
  return {
    ...{ fold: fold.name, seed, chosen: answer.chosen, leakCheck },
    learntFrom: answer.learntFrom,
    counts: {
      ...{ train: fold.train.length, dev: fold.dev.length, test: fold.test.length },
      leftOut: fold.leftOut.length,
    },
    rows: fold.test,
    probabilities: compact(answer.test),
    devActual: Array.from(dev.y),
    devProbabilities: compact(answer.dev),
    seconds: (performance.now() - began) / 1000,
  };
}
