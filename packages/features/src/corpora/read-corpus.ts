import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { listWavFiles } from './_list-wav-files.js';
import { createSyntheticCheck } from './_synthetic.js';
import { FeaturesError, expected, type FeaturesErrorCode } from '../errors.js';
import { ravdessClip, type RavdessClip } from './ravdess.js';

/** Files that are looked into at once. */
const AT_ONCE = 16;

/** A file of the corpus that is left out, and why. */
export interface RefusedFile {
  readonly path: string;
  readonly code: FeaturesErrorCode;
  readonly message: string;
}

/** What a corpus directory holds. */
export interface Corpus {
  /** `demo` where the sounds are synthetic: RAVDESS's names, not its recordings. */
  readonly name: RavdessClip['corpus'];
  /** The directory as it was given. */
  readonly dir: string;
  /** True where a program made the sounds: each clip says so itself, or a marker in a folder that it lies in. */
  readonly synthetic: boolean;
  /** Sorted by path, in code-unit order. */
  readonly clips: readonly RavdessClip[];
  readonly refused: readonly RefusedFile[];
}

/**
 * Reads which clips a directory holds, from the names of the WAV files below it in any layout.
 * Names that do not parse are listed in `refused`. Of the audio only the head is read, for the
 * comment that marks synthetic sounds.
 *
 * @throws {FeaturesError} `CORPUS_NOT_FOUND` where `dir` is no directory, `CORPUS_EMPTY` where no
 *   WAV file below it has a name of RAVDESS, `CORPUS_MIXED` where some sounds are synthetic and
 *   others are not.
 */
export async function readCorpus(dir: string): Promise<Corpus> {
  await requireFolder(dir);
  const { files, unreadable } = await listWavFiles(dir);
  const clips: RavdessClip[] = [];
  const refused: RefusedFile[] = unreadable.map((folder) => ({
    ...folder,
    code: 'CORPUS_UNREADABLE',
  }));
  for (const path of files) {
    try {
      clips.push(ravdessClip(path));
    } catch (error) {
      if (!(error instanceof FeaturesError)) throw error;
      refused.push({ path, code: error.code, message: error.message });
    }
  }
  if (clips.length === 0) throw nothingFound(dir, files.length, refused);
  if (!(await isSynthetic(dir, clips)))
    return { name: 'ravdess', dir, synthetic: false, clips, refused };
  const ofDemo = clips.map((clip): RavdessClip => ({ ...clip, corpus: 'demo' }));
  return { name: 'demo', dir, synthetic: true, clips: ofDemo, refused };
}

async function requireFolder(dir: string): Promise<void> {
  const found = await stat(dir).catch((cause: unknown) => {
    throw expected('CORPUS_NOT_FOUND', 'a directory', 'the corpus', dir, { cause });
  });
  if (!found.isDirectory()) {
    throw expected('CORPUS_NOT_FOUND', 'a directory', 'the corpus', `the file ${dir}`);
  }
}

function nothingFound(dir: string, wavFiles: number, refused: readonly RefusedFile[]): Error {
  const first = refused[0] ? ` (${posix.basename(refused[0].path)}: ${refused[0].message})` : '';
  const received = `${wavFiles} WAV files, none of them named so${first}`;
  return expected('CORPUS_EMPTY', 'WAV files with names of RAVDESS', dir, received);
}

/** Whether all clips are synthetic or none; those that cannot be read count as neither. */
async function isSynthetic(dir: string, clips: readonly RavdessClip[]): Promise<boolean> {
  const check = createSyntheticCheck();
  const made: string[] = [];
  const recorded: string[] = [];
  for (let start = 0; start < clips.length; start += AT_ONCE) {
    const some = clips.slice(start, start + AT_ONCE);
    const answers = await Promise.all(some.map(({ path }) => check(join(dir, path))));
    some.forEach(({ path }, i) => {
      if (answers[i] !== undefined) (answers[i] ? made : recorded).push(path);
    });
  }
  const [synthetic, real] = [made[0], recorded[0]];
  if (synthetic === undefined || real === undefined) return synthetic !== undefined;
  const received = `${made.length} synthetic (${synthetic}) and ${recorded.length} others (${real})`;
  throw expected('CORPUS_MIXED', 'either synthetic sounds or recordings alone', dir, received);
}
