import { EMOTIONS, type Clip } from '../corpora/clip.js';
import { requireIndex } from '../_require.js';

/**
 * The label of each given clip: the index of its emotion in `labels`, -1 where that is not among them.
 *
 * @param labels see `labelSetOf`; default {@link EMOTIONS}, RAVDESS's
 */
export function labelsOf(
  clips: readonly Pick<Clip, 'emotion'>[],
  labels: readonly string[] = EMOTIONS,
): Int32Array {
  return Int32Array.from(clips, ({ emotion }) => labels.indexOf(emotion));
}

/**
 * One row per label, 1 in the label's column and 0 elsewhere.
 *
 * @returns `labels.length x classes` values
 * @throws {FeaturesError} `INVALID_INDEX` where a label is not in 0 to classes - 1
 */
export function oneHot(labels: ArrayLike<number>, classes: number = EMOTIONS.length): Float32Array {
  const result = new Float32Array(labels.length * classes);
  for (let row = 0; row < labels.length; row++) {
    result[row * classes + requireIndex(labels[row] ?? NaN, classes, `label ${row}`)] = 1;
  }
  return result;
}
