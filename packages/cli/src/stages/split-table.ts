import {
  applyStandardiser,
  checkLeaks,
  labelSetOf,
  labelsOf,
  requireNoLeak,
  splitDev,
  splitNotebook,
  type FeatureTable,
  type LeakVerdict,
  type Standardiser,
} from '@prosodia/features';
import type { LabelledRows } from '@prosodia/model';

import { CliError } from '../failure.js';
import type { Sounds } from './sounds.js';
import { splitWarnings } from './split-warnings.js';

/** What decides which clips are in which part. */
export interface SplitOptions {
  /** Runs of one `splitSeed` can be compared: their clips are in the same parts. */
  readonly splitSeed: number;
  /** `dev`: a dev part is taken from train and chooses the epoch. `last`: there is none and the last epoch counts. */
  readonly selection: 'dev' | 'last';
}

/** The parts of a table as row indices, ascending, and the proof that no sound is in two of them. */
export interface TableSplit {
  /** Rows that are learnt from. */
  readonly train: readonly number[];
  /** Rows that choose the epoch; empty when the last epoch counts. */
  readonly dev: readonly number[];
  /** Rows for the last number only. */
  readonly test: readonly number[];
  /** Groups of paths whose sounds are equal, or nearly. */
  readonly duplicates: readonly (readonly string[])[];
  readonly leakCheck: LeakVerdict;
  /** The classes of a model of these clips, in the order of their indices. */
  readonly labels: readonly string[];
  /** What the emotions in the parts do to the meaning of an accuracy. */
  readonly warnings: readonly string[];
}

/**
 * Splits a table as the notebook does; a dev part is taken from train only when it chooses the epoch.
 *
 * @param sounds of the clips of the table
 * @throws {FeaturesError} SPLIT_IMPOSSIBLE, SPLIT_LEAKS
 * @throws {CliError} NOTHING_TO_TELL_APART where all clips are of one emotion
 */
export async function splitTable(
  sounds: Sounds,
  table: FeatureTable,
  { splitSeed: seed, selection }: SplitOptions,
): Promise<TableSplit> {
  const { clips } = table;
  const [first, ...others] = new Set(clips.map(({ emotion }) => emotion));
  if (others.length === 0)
    throw new CliError(
      'NOTHING_TO_TELL_APART',
      `Expected recordings of at least two emotions for ${sounds.corpus.path} but received ${clips.length} of ${first ?? 'none'}`,
    );
  const duplicates = await sounds.copiesIn(table);
  const { train: all, test } = splitNotebook(clips, { seed, duplicates });
  const { train, dev } =
    selection === 'dev' ? splitDev(clips, all, { seed, duplicates }) : { train: all, dev: [] };
  const parts = { train, dev, test, labels: labelSetOf(clips) };
  const leakCheck = requireNoLeak(
    checkLeaks(
      clips,
      { train: { rows: train }, dev: { rows: dev }, test: { rows: test } },
      { copies: duplicates },
    ),
  );
  return { ...parts, duplicates, leakCheck, warnings: splitWarnings(clips, parts) };
}

/** The given rows of a table, standardised and labelled, as the model package takes them. */
export function labelledRows(
  table: FeatureTable,
  standardiser: Standardiser,
  rows: readonly number[],
  labels: readonly string[],
): LabelledRows {
  const x = applyStandardiser(standardiser, table, rows);
  const classes = labelsOf(table.clips, labels);
  const y = Int32Array.from(rows, (row) => classes[row] ?? -1);
  return { x, y, rows: rows.length, width: table.width };
}
