import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { listWavFiles } from './_list-wav-files.js';
import { FeaturesError, expected, type FeaturesErrorCode } from './errors.js';
import { ravdessClip, type RavdessClip } from './ravdess.js';

/** A corpus directory that holds this file holds synthetic sounds, not recordings of people. */
export const SYNTHETIC_MARKER = 'SYNTHETIC.json';

/** A file of the corpus that is left out, and why. */
export interface RefusedFile {
  readonly path: string;
  readonly code: FeaturesErrorCode;
  readonly message: string;
}

/** What a corpus directory holds. */
export interface Corpus {
  readonly name: 'ravdess';
  /** The directory as it was given. */
  readonly dir: string;
  /** True where a marker file says that a program made the sounds. */
  readonly synthetic: boolean;
  /** Sorted by path, in code-unit order. */
  readonly clips: readonly RavdessClip[];
  readonly refused: readonly RefusedFile[];
}

/**
 * Reads which clips a directory holds, from the names of the WAV files below it in any layout.
 * Names that do not parse are listed in `refused`; no audio is opened.
 *
 * @throws {FeaturesError} `CORPUS_NOT_FOUND` where `dir` is no directory, `CORPUS_EMPTY` where no
 *   WAV file below it has a name of RAVDESS.
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
  return { name: 'ravdess', dir, synthetic: await isSynthetic(dir), clips, refused };
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

async function isSynthetic(dir: string): Promise<boolean> {
  return readFile(join(dir, SYNTHETIC_MARKER)).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    },
  );
}
