import { speakerOf, type Clip } from '../corpora/clip.js';
import { clipAt } from '../_require.js';
import { expected } from '../errors.js';

/** Indices into the clips for each part of a split: `train`, `dev`, `test` or other names. */
export type SplitParts = Readonly<Record<string, readonly number[]>>;

/** What {@link checkSplit} looked at, for whoever reports that nothing leaks. */
export interface SplitCheck {
  /** How many clips lie in a part. */
  readonly clips: number;
  /** How many groups of duplicates were looked for. */
  readonly duplicateGroups: number;
  /** Speakers (`ravdess/Actor_01`) with clips in more than one part, sorted: allowed, but the result must say so. */
  readonly sharedSpeakers: readonly string[];
}

/**
 * Proves that no clip and no sound is in two parts of a split.
 *
 * @throws {FeaturesError} `SPLIT_LEAKS` naming the paths and the parts, also where there is nothing
 *   to check; `INVALID_INDEX`
 */
export function checkSplit(
  clips: readonly Clip[],
  parts: SplitParts,
  duplicates: readonly (readonly string[])[],
): SplitCheck {
  const partOf = new Map<string, string>();
  const partsOfSpeaker = new Map<string, Set<string>>();
  for (const [part, indices] of Object.entries(parts)) {
    for (const index of indices) {
      const clip = clipAt(clips, index, part);
      const { path } = clip;
      const speaker = speakerOf(clip);
      const other = partOf.get(path);
      if (other !== undefined) throw leak(`${path} in ${other} and ${part}`);
      partOf.set(path, part);
      partsOfSpeaker.set(speaker, (partsOfSpeaker.get(speaker) ?? new Set()).add(part));
    }
  }
  if (partOf.size === 0) throw leak('no clip at all');
  for (const group of duplicates) {
    const found = group.filter((path) => partOf.has(path));
    const where = new Set(found.map((path) => partOf.get(path)));
    if (where.size > 1) {
      const told = found.map((path) => `${path} (${partOf.get(path) ?? ''})`).join(' and ');
      throw leak(`the same samples in ${told}`);
    }
  }
  const sharedSpeakers = [...partsOfSpeaker]
    .filter(([, where]) => where.size > 1)
    .map(([speaker]) => speaker)
    .sort();
  return { clips: partOf.size, duplicateGroups: duplicates.length, sharedSpeakers };
}

function leak(received: string): Error {
  return expected('SPLIT_LEAKS', 'every sound in one part only', 'the split', received);
}
