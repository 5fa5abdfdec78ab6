import {
  checkLeaks,
  fitStandardiser,
  requireNoLeak,
  type Fold,
  type LeakVerdict,
} from '@prosodia/features';

import { labelledRows } from '../stages/split-table.js';
import type { DividedCorpus } from './divide-corpus.js';
import type { FoldRows } from './evaluated-model.js';

/** What of a divided corpus its folds are made of. */
export type FoldSource = Pick<DividedCorpus, 'table' | 'scaling' | 'copies' | 'plan' | 'labels'>;

/**
 * The parts of a fold as a model gets them, standardised by train alone, and the proof that nothing is in two of them.
 *
 * @throws {FeaturesError} SPLIT_LEAKS
 */
export function prepareFold(
  { table, scaling, copies, plan, labels }: FoldSource,
  fold: Pick<Fold, 'train' | 'dev' | 'test'>,
): { rows: FoldRows; leakCheck: LeakVerdict } {
  const standardiser = fitStandardiser(table, fold.train, scaling);
  const rowsOf = (part: readonly number[]) => labelledRows(table, standardiser, part, labels);
  const rows = { train: rowsOf(fold.train), dev: rowsOf(fold.dev), test: rowsOf(fold.test) };
  const parts = {
    train: { rows: fold.train, x: rows.train.x },
    dev: { rows: fold.dev, x: rows.dev.x },
    test: { rows: fold.test, x: rows.test.x },
  };
  const found = checkLeaks(table.clips, parts, { copies, separates: plan.separates });
  return { rows, leakCheck: requireNoLeak(found) };
}
