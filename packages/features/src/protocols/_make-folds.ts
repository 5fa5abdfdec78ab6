import { clipAt, requireSeed } from '../_require.js';
import { speakerOf, type Clip } from '../corpora/clip.js';
import { expected } from '../errors.js';
import { splitDev } from '../split/split.js';
import { type Fold, type FoldOptions, type FoldPlan, type Separated } from './protocol.js';
import { speakerGroups } from './_speaker-groups.js';

/** A test part, and what it is called. */
export interface TestPart {
  readonly name: string;
  readonly test: readonly number[];
}

/**
 * The one mechanism of all protocols: what is no test clip and shares nothing with one is there to learn from, and a
 * part of that becomes dev: an eighth in proportion or, where speakers are kept apart, the clips of a sixth of them.
 *
 * @throws {FeaturesError} `SPLIT_IMPOSSIBLE` where a part would be empty; `INVALID_OPTION`
 */
export function makeFolds(
  clips: readonly Clip[],
  testParts: readonly TestPart[],
  separates: readonly Separated[],
  options: FoldOptions,
): FoldPlan {
  requireSeed(options.seed);
  const rows = [...clips.keys()];
  const fromTest = keysOf(clips, separates, options.duplicates);
  // Dev may say what train says: it stands for what is learnt from, the test alone is new.
  const fromDev = keysOf(
    clips,
    separates.filter((separated) => separated === 'speaker'),
    options.duplicates,
  );
  const folds = testParts.map(({ name, test }): Fold => {
    const rest = without(rows, test, fromTest);
    if (rest.length === 0) throw empty('train', name);
    const dev = separates.includes('speaker')
      ? clipsOf(clips, rest, speakerGroups(clips, rest, DEV_SHARE, options.seed)[0])
      : splitDev(clips, rest, options).dev;
    const train = without(rest, dev, fromDev);
    const used = new Set([...train, ...dev, ...test]);
    const leftOut = rows.filter((row) => !used.has(row));
    const fold = { name, train, dev, test: [...test].sort((a, b) => a - b), leftOut };
    for (const part of ['train', 'dev', 'test'] as const)
      if (fold[part].length === 0) throw empty(part, name);
    return fold;
  });
  return { separates, folds };
}

/** One of so many groups of speakers is dev. */
const DEV_SHARE = 6;

/** The rows that are not among `taken` and have no key of theirs. */
function without(
  rows: readonly number[],
  taken: readonly number[],
  keys: (row: number) => string[],
): number[] {
  const isTaken = new Set(taken);
  const takenKeys = new Set(taken.flatMap(keys));
  return rows.filter((row) => !isTaken.has(row) && !keys(row).some((key) => takenKeys.has(key)));
}

/** What a clip must not share with a clip of another part: its copies, its speaker, its text. */
function keysOf(
  clips: readonly Clip[],
  separates: readonly Separated[],
  duplicates: readonly (readonly string[])[],
): (row: number) => string[] {
  const groupOf = new Map(duplicates.flatMap((paths, i) => paths.map((path) => [path, i])));
  return (row) => {
    const clip = clipAt(clips, row, 'an index of clips');
    const group = groupOf.get(clip.path);
    return [
      ...(group === undefined ? [] : [`copies ${group}`]),
      ...(separates.includes('speaker') ? [`speaker ${speakerOf(clip)}`] : []),
      ...(separates.includes('text') ? [`text ${textKey(clip)}`] : []),
    ];
  };
}

/**
 * A name for what is said that no other corpus shares.
 *
 * @throws {FeaturesError} `SPLIT_IMPOSSIBLE` where the clip does not say
 */
export function textKey({ corpus, statement, path }: Clip): string {
  if (statement !== undefined) return `${corpus}/${statement}`;
  throw expected('SPLIT_IMPOSSIBLE', 'a sentence that the corpus tells', path, 'none');
}

function clipsOf(
  clips: readonly Clip[],
  rows: readonly number[],
  speakers: readonly string[] = [],
): number[] {
  return rows.filter((row) =>
    speakers.includes(speakerOf(clipAt(clips, row, 'an index of clips'))),
  );
}

function empty(part: string, name: string): Error {
  return expected('SPLIT_IMPOSSIBLE', `clips in ${part}`, `fold ${name}`, 'none');
}
