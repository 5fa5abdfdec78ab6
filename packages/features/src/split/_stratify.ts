import { clipAt } from '../_require.js';
import { createRandom, shuffled, type Random } from '../_random.js';
import { speakerOf, type Clip } from '../corpora/clip.js';
import { expected } from '../errors.js';

/** Clips that move together: one alone, or all that hold the same samples; by its first clip. */
interface Unit {
  readonly clip: Clip;
  readonly indices: number[];
}

/** What a share can be kept of, from the most to the least important. */
const STRATA: Readonly<Record<'emotion' | 'gender' | 'speaker', (clip: Clip) => string>> = {
  emotion: ({ emotion }) => emotion,
  gender: ({ gender }) => gender ?? '',
  speaker: speakerOf,
};

interface StratifyOptions {
  readonly seed: number;
  readonly fraction: number;
  readonly duplicates: readonly (readonly string[])[];
  /** By default all. */
  readonly strata?: readonly (keyof typeof STRATA)[];
  /** What the two parts are called in an error: the one that keeps, the one that is held out. */
  readonly parts?: readonly [string, string];
}

/**
 * Divides `indices` in two so that `held` has its share of each emotion, within it of each gender,
 * and within that of each speaker. A group of duplicates is one unit; where it does not fit into
 * the share of its stratum, the next strata make up for it, so that `held` misses its size by less
 * than the largest group.
 */
export function stratify(
  clips: readonly Clip[],
  indices: Iterable<number>,
  options: StratifyOptions,
): { kept: number[]; held: number[] } {
  const { strata = ['emotion', 'gender', 'speaker'] } = options;
  const random = createRandom(options.seed);
  const units = unitsOf(clips, indices, options.duplicates);
  const quota = Math.round(countClips(units) * options.fraction);
  const kept: number[] = [];
  const held: number[] = [];
  let owed = 0;
  for (const stratum of allot(
    units,
    quota,
    strata.map((name) => STRATA[name]),
    random,
  )) {
    owed += stratum.quota;
    for (const { indices } of shuffled(stratum.units, random)) {
      const fits = indices.length <= owed;
      (fits ? held : kept).push(...indices);
      if (fits) owed -= indices.length;
    }
  }
  requireEveryEmotion(soundsByEmotion(clips, units), kept, held, options);
  return { kept: kept.sort(ascending), held: held.sort(ascending) };
}

function unitsOf(
  clips: readonly Clip[],
  indices: Iterable<number>,
  duplicates: readonly (readonly string[])[],
): Unit[] {
  const groupOf = new Map(duplicates.flatMap((paths, group) => paths.map((path) => [path, group])));
  const units = new Map<number | string, Unit>();
  for (const index of [...new Set(indices)].sort(ascending)) {
    const clip = clipAt(clips, index, 'an index of clips');
    const key = groupOf.get(clip.path) ?? clip.path;
    const unit = units.get(key);
    if (unit) unit.indices.push(index);
    else units.set(key, { clip, indices: [index] });
  }
  return [...units.values()];
}

/**
 * Hands the quota down: among the values of the first stratum, within each of them by the others.
 * Shared out among the smallest strata at once, RAVDESS's dev part would hold no neutral clip: with
 * half as many clips as the others, neutral has the smaller remainder everywhere.
 */
function allot(
  units: readonly Unit[],
  quota: number,
  [stratumOf, ...others]: readonly ((clip: Clip) => string)[],
  random: Random,
): { units: readonly Unit[]; quota: number }[] {
  if (stratumOf === undefined) return [{ units, quota }];
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    const value = stratumOf(unit.clip);
    groups.set(value, [...(groups.get(value) ?? []), unit]);
  }
  const members = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  const quotas = apportion(quota, members.map(countClips), random);
  return members.flatMap((group, i) => allot(group, quotas[i] ?? 0, others, random));
}

/** Divides `quota` in proportion to `sizes`: by largest remainder, equal remainders by lot. */
function apportion(quota: number, sizes: readonly number[], random: Random): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size) => Math.floor((quota * size) / total));
  const missing = quota - shares.reduce((sum, share) => sum + share, 0);
  const remainder = (i: number): number => (quota * (sizes[i] ?? 0)) % total;
  const lots = shuffled([...sizes.keys()], random).sort((a, b) => remainder(b) - remainder(a));
  const favoured = new Set(lots.slice(0, missing));
  return shares.map((share, i) => (favoured.has(i) ? share + 1 : share));
}

/** Copies that are labelled differently count for each of their emotions. */
function soundsByEmotion(
  clips: readonly Clip[],
  units: readonly Unit[],
): ReadonlyMap<string, readonly Unit[]> {
  const sounds = new Map<string, Unit[]>();
  for (const unit of units) {
    for (const emotion of new Set(unit.indices.map((index) => clips[index]?.emotion ?? ''))) {
      const others = sounds.get(emotion);
      if (others) others.push(unit);
      else sounds.set(emotion, [unit]);
    }
  }
  return sounds;
}

function requireEveryEmotion(
  soundsOf: ReadonlyMap<string, readonly Unit[]>,
  kept: readonly number[],
  held: readonly number[],
  { fraction, parts = ['larger', 'held-out'] }: StratifyOptions,
): void {
  for (const [name, part, share] of [
    [parts[0], new Set(kept), 1 - fraction] as const,
    [parts[1], new Set(held), fraction] as const,
  ]) {
    const missing = [...soundsOf].filter(
      ([, sounds]) => !sounds.some(({ indices }) => indices.some((index) => part.has(index))),
    );
    if (missing.length === 0 && part.size > 0) continue;
    const least = Math.ceil(1 / share);
    const lacking = missing.map(([emotion, { length }]) => {
      const needed = length < least ? `at least ${least} are needed` : 'more are needed';
      return `${emotion} (${length} different sound${length === 1 ? '' : 's'}, ${needed})`;
    });
    throw expected(
      'SPLIT_IMPOSSIBLE',
      `clips of every emotion in both parts of ${kept.length + held.length} clips`,
      `the split into ${parts.join(' and ')}`,
      `no ${lacking.join(', ') || 'clip'} in the ${name} part; add clips, or leave that label out`,
    );
  }
}

function countClips(units: readonly Unit[]): number {
  return units.reduce((sum, { indices }) => sum + indices.length, 0);
}

function ascending(a: number, b: number): number {
  return a - b;
}
