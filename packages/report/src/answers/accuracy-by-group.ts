import type { Prediction } from '@prosodia/records';
import { wilsonInterval, type Interval } from '@prosodia/statistics';

import type { Clip } from '../record/clip.js';

/** How well the clips of one kind were named. */
export interface GroupAccuracy extends Interval {
  /** Such as `female`, or `Actor_07`. */
  readonly group: string;
  readonly clips: number;
  readonly hits: number;
  readonly accuracy: number;
}

/** By what clips are told apart. */
export type Grouping = 'speaker' | 'gender' | 'intensity';

/** Scores by `grouping`, in the order of the groups' names; clips of which nothing is known are left out. */
export function accuracyByGroup(
  predictions: readonly Prediction[],
  clips: ReadonlyMap<string, Clip>,
  grouping: Grouping,
): GroupAccuracy[] {
  const tallies = new Map<string, { clips: number; hits: number }>();
  for (const { path, actual, predicted } of predictions) {
    const group = clips.get(path)?.[grouping];
    if (group === undefined) continue;
    const tally = tallies.get(group) ?? { clips: 0, hits: 0 };
    tally.clips += 1;
    if (actual === predicted) tally.hits += 1;
    tallies.set(group, tally);
  }
  return [...tallies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, tally]) => ({
      ...{ group, ...tally, accuracy: tally.hits / tally.clips },
      ...wilsonInterval(tally.hits, tally.clips),
    }));
}
