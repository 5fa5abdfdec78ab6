import { posix } from 'node:path';
import { expected } from '../errors.js';
import { type Clip } from './clip.js';
import { type CorpusReader } from './corpus-reader.js';
import { CREMA_D } from './crema-d.js';
import { EMO_DB } from './emo-db.js';
import { RAVDESS } from './ravdess.js';
import { SAVEE } from './savee.js';
import { TESS } from './tess.js';

/** Every corpus whose names are known. No name has the shape of two of them. */
export const CORPUS_READERS: readonly CorpusReader[] = [RAVDESS, CREMA_D, TESS, SAVEE, EMO_DB];

/**
 * The clip that a file of any known corpus is, by its name.
 *
 * @throws {FeaturesError} `NAME_UNKNOWN` where it is of none, `NAME_INVALID` and `NAME_NOT_RAVDESS`
 *   naming the field that cannot be
 */
export function clipOfName(path: string): Clip {
  const reader = CORPUS_READERS.find((one) => one.matches(path));
  if (reader) return reader.clipOf(path);
  const shapes = CORPUS_READERS.map(({ name, example }) => `${name} (${example})`).join(', ');
  throw expected('NAME_UNKNOWN', `a name of ${shapes}`, 'file name', posix.basename(path));
}

/** What is spoken, in words, where the corpus or the manifest tells; SAVEE tells a number alone. */
export function textOf(clip: Pick<Clip, 'corpus' | 'statement' | 'more'>): string | undefined {
  const named = clip.corpus === 'demo' ? 'ravdess' : clip.corpus;
  const reader = CORPUS_READERS.find(({ name }) => name === named);
  return clip.more?.text ?? reader?.sentences[(clip.statement ?? 0) - 1];
}
