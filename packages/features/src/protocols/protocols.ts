import { speakerOf, type Clip } from '../corpora/clip.js';
import { ravdessSpeaker } from '../corpora/ravdess.js';
import { expected } from '../errors.js';
import { stratify } from '../split/_stratify.js';
import { splitNotebook } from '../split/split.js';
import { makeFolds, textKey, type TestPart } from './_make-folds.js';
import { speakerGroups } from './_speaker-groups.js';
import { type FoldOptions, type Protocol, type Separated } from './protocol.js';
import { EMOBOX_FOLDS, LUNA_FOLDS } from './published-folds.js';

/** Every protocol that needs no file. */
export const PROTOCOLS: readonly Protocol[] = [
  protocol(
    'notebook',
    'a fifth of the clips, stratified: about voices that are known',
    [],
    (clips, options) => [{ name: '1', test: splitNotebook(clips, options).test }],
  ),
  ...[5, 10].map((count) =>
    protocol(
      `random-${count}fold`,
      `${count} folds in proportion to the emotions: about voices that are known`,
      [],
      (clips, options) => randomParts(clips, count, options),
    ),
  ),
  protocol('actors-emobox', 'the six folds of EmoBox: about new voices', ['speaker'], (clips) =>
    publishedParts(clips, EMOBOX_FOLDS),
  ),
  protocol(
    'actors-luna',
    'the five folds of Luna-Jimenez et al.: about new voices',
    ['speaker'],
    (clips) => publishedParts(clips, LUNA_FOLDS),
  ),
  protocol('actors-loso', 'each speaker in turn: about a new voice', ['speaker'], (clips) =>
    partsBy(clips, speakerOf),
  ),
  protocol(
    'text',
    'new voices that say what was not learnt from: one half of the sentences, then the other',
    ['speaker', 'text'],
    textParts,
  ),
];

/**
 * The protocol called `name`.
 *
 * @throws {FeaturesError} `PROTOCOL_UNKNOWN`
 */
export function protocolNamed(name: string): Protocol {
  const found = PROTOCOLS.find((candidate) => candidate.name === name);
  if (found) return found;
  const known = PROTOCOLS.map((candidate) => candidate.name).join(', ');
  throw expected('PROTOCOL_UNKNOWN', `one of ${known}`, 'the protocol', name);
}

function protocol(
  name: string,
  about: string,
  separates: readonly Separated[],
  testParts: (clips: readonly Clip[], options: FoldOptions) => TestPart[],
): Protocol {
  return {
    ...{ name, about },
    plan: (clips, options) => makeFolds(clips, testParts(clips, options), separates, options),
  };
}

/** Each fold takes its share of what the earlier ones left, in proportion for each emotion. */
function randomParts(clips: readonly Clip[], count: number, options: FoldOptions): TestPart[] {
  const parts: TestPart[] = [];
  let left = [...clips.keys()];
  for (let fold = 1; fold < count; fold++) {
    const fraction = 1 / (count - fold + 1);
    const { kept, held } = stratify(clips, left, { ...options, fraction, strata: ['emotion'] });
    parts.push({ name: String(fold), test: held });
    left = kept;
  }
  return [...parts, { name: String(count), test: left }];
}

/** @throws {FeaturesError} `SPLIT_IMPOSSIBLE` where a clip is not of RAVDESS's actors, or an actor is missing */
function publishedParts(clips: readonly Clip[], folds: readonly (readonly number[])[]): TestPart[] {
  const foreign = clips.find(({ corpus }) => corpus !== 'ravdess' && corpus !== 'demo');
  if (foreign)
    throw expected('SPLIT_IMPOSSIBLE', 'clips of RAVDESS alone', 'published folds', foreign.path);
  return folds.map((actors, fold) => {
    const names = new Set(actors.map(ravdessSpeaker));
    const test = [...clips.keys()].filter((row) => names.has(clips[row]?.speaker ?? ''));
    if (test.length === 0)
      throw expected(
        'SPLIT_IMPOSSIBLE',
        `clips of ${[...names].join(', ')}`,
        `published fold ${fold + 1}`,
        'none',
      );
    return { name: String(fold + 1), test };
  });
}

/** One part for each value, sorted by it. */
export function partsBy(clips: readonly Clip[], valueOf: (clip: Clip) => string): TestPart[] {
  const parts = new Map<string, number[]>();
  clips.forEach((clip, row) => {
    parts.set(valueOf(clip), [...(parts.get(valueOf(clip)) ?? []), row]);
  });
  if (parts.size < 2)
    throw expected('SPLIT_IMPOSSIBLE', 'at least two parts', 'the clips', parts.size);
  return [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, test]) => ({ name: value, test }));
}

/** Both halves of the sentences for each of four groups of speakers, so that every clip is tested once. */
function textParts(clips: readonly Clip[], { seed }: FoldOptions): TestPart[] {
  const texts = [...new Set(clips.map(textKey))].sort();
  if (texts.length < 2)
    throw expected('SPLIT_IMPOSSIBLE', 'at least two sentences', 'the clips', texts.length);
  const first = new Set(texts.slice(0, Math.ceil(texts.length / 2)));
  const rows = [...clips.keys()];
  return speakerGroups(clips, rows, 4, seed).flatMap((group, index) => {
    const speakers = new Set(group);
    return [true, false].map((isFirst) => ({
      name: `voices ${index + 1}, ${isFirst ? 'first' : 'second'} sentences`,
      test: rows.filter((row) => {
        const clip = clips[row];
        return clip && speakers.has(speakerOf(clip)) && first.has(textKey(clip)) === isFirst;
      }),
    }));
  });
}
