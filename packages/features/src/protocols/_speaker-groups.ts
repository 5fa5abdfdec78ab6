import { createRandom, shuffled } from '../_random.js';
import { clipAt } from '../_require.js';
import { speakerOf, type Clip } from '../corpora/clip.js';
import { expected } from '../errors.js';

/**
 * The speakers of some clips in groups of about equal size, the larger ones first, men and women spread evenly.
 *
 * @param count groups, or as many as there are speakers where they are fewer
 * @throws {FeaturesError} `SPLIT_IMPOSSIBLE` where there are fewer than two speakers
 */
export function speakerGroups(
  clips: readonly Clip[],
  rows: readonly number[],
  count: number,
  seed: number,
): string[][] {
  const genders = new Map<string, string>();
  for (const row of rows) {
    const clip = clipAt(clips, row, 'an index of clips');
    genders.set(speakerOf(clip), clip.gender ?? '');
  }
  const speakers = [...genders.keys()].sort();
  if (speakers.length < 2)
    throw expected('SPLIT_IMPOSSIBLE', 'at least two speakers', 'the clips', speakers.length);
  const random = createRandom(seed);
  const order = [...new Set(genders.values())].sort().flatMap((gender) =>
    shuffled(
      speakers.filter((speaker) => genders.get(speaker) === gender),
      random,
    ),
  );
  // Dealt out like cards, one gender after the other: no group gets two more of either than another.
  const groups = Array.from({ length: Math.min(count, order.length) }, (): string[] => []);
  order.forEach((speaker, card) => groups[card % groups.length]?.push(speaker));
  return groups;
}
