import { type Clip } from '../corpora/clip.js';
import { type Matrix } from '../rows/standardise.js';

/** Features of clips: row i of `values` (`clips.length x width`) belongs to `clips[i]`. */
export interface FeatureTable extends Matrix {
  /** The recipe that the values were made by, see `featureSet`. */
  readonly featureSetId: string;
  readonly clips: readonly Clip[];
}

/** What every table says of a clip, in this order; what else its clips have follows, then the features. */
export const CLIP_COLUMNS = [
  'path',
  'corpus',
  'speaker',
  'gender',
  'emotion',
  'intensity',
  'statement',
  'repetition',
] as const satisfies readonly (keyof Clip)[];

/** A table that need not fit into memory: its parts, in order, are tables of the same feature set. */
export interface TableStream {
  readonly featureSetId: string;
  readonly width: number;
  /** Of all parts together. */
  readonly rows: number;
  /** The columns that clips have beyond {@link CLIP_COLUMNS}, in the order of the file. */
  readonly more: readonly string[];
  readonly parts: Iterable<FeatureTable> | AsyncIterable<FeatureTable>;
}
