import { type Clip } from '../corpora/clip.js';
import { requireFraction, requireSeed } from '../_require.js';
import { stratify } from './_stratify.js';

/** What every split needs to know. */
export interface SplitOptions {
  /** Whole number from 0 to 2^32 - 1; the same seed, clips and duplicates give the same split. */
  readonly seed: number;
  /** Groups of paths whose sounds are equal (see `findDuplicates`): each stays in one part. */
  readonly duplicates: readonly (readonly string[])[];
  /** The part that is held out, above 0 and below 1. */
  readonly fraction?: number;
}

/** Indices into the clips, ascending. */
export interface NotebookSplit {
  readonly train: number[];
  readonly test: number[];
}

/** Indices into the clips, ascending: `train` is learnt from, `dev` chooses the epoch. */
export interface DevSplit {
  readonly train: number[];
  readonly dev: number[];
}

/**
 * The published notebook's split: a fifth of the clips is held out, stratified by emotion, gender
 * and speaker, so that the 1440 speech files of RAVDESS become 1152 and 288. Every speaker is in both
 * parts: the result is about voices that are known, not about new ones.
 *
 * @throws {FeaturesError} `SPLIT_IMPOSSIBLE` where a part would lack an emotion; `INVALID_OPTION`.
 */
export function splitNotebook(clips: readonly Clip[], options: SplitOptions): NotebookSplit {
  const { seed, fraction = 0.2, duplicates } = options;
  const { kept, held } = stratify(clips, clips.keys(), {
    seed: requireSeed(seed),
    fraction: requireFraction(fraction),
    duplicates,
    parts: ['train', 'test'],
  });
  return { train: kept, test: held };
}

/**
 * Takes an eighth (1152: 144) of the train part away for choosing the epoch, stratified in the same
 * way. The test part plays no role.
 *
 * @throws {FeaturesError} `SPLIT_IMPOSSIBLE`, `INVALID_OPTION`, `INVALID_INDEX`
 */
export function splitDev(
  clips: readonly Clip[],
  train: readonly number[],
  options: SplitOptions,
): DevSplit {
  const { seed, fraction = 0.125, duplicates } = options;
  const { kept, held } = stratify(clips, train, {
    seed: requireSeed(seed),
    fraction: requireFraction(fraction),
    duplicates,
    parts: ['train', 'dev'],
  });
  return { train: kept, dev: held };
}
