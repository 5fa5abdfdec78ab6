import { type Clip } from '../corpora/clip.js';

/** Indices into the clips, each part ascending, no clip in two of them. */
export interface Fold {
  /** Unique among the folds of a protocol: `1`, `Actor_07`. */
  readonly name: string;
  /** What is learnt from. */
  readonly train: readonly number[];
  /** What chooses: epochs, settings, thresholds. */
  readonly dev: readonly number[];
  /** What gives the number, once. */
  readonly test: readonly number[];
  /** What would leak: the same text, a copy of a test clip. In no part. */
  readonly leftOut: readonly number[];
}

/** What no two parts of a fold share. Copies of one sound are never in two parts, whatever the protocol. */
export type Separated = 'speaker' | 'text';

export interface FoldOptions {
  /** Whole number from 0 to 2^32 - 1. Published folds have the same test parts for any seed. */
  readonly seed: number;
  /** Groups of paths whose sounds are equal, or nearly. */
  readonly duplicates: readonly (readonly string[])[];
}

/** How clips are divided to learn and to test, and so what a number from it is about. */
export interface Protocol {
  readonly name: string;
  /** A sentence for a newcomer: what a result under it says. */
  readonly about: string;
  /**
   * @throws {FeaturesError} `SPLIT_IMPOSSIBLE` where the clips are not what it needs; `INVALID_OPTION`
   */
  plan(clips: readonly Clip[], options: FoldOptions): FoldPlan;
}

/** Folds, and what is promised of each. */
export interface FoldPlan {
  readonly separates: readonly Separated[];
  readonly folds: readonly Fold[];
}
