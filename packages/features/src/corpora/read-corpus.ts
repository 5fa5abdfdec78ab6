import { stat } from 'node:fs/promises';
import { dirname, posix, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { listAudioFiles } from './_list-audio-files.js';
import { createSyntheticCheck } from './_synthetic.js';
import { FeaturesError, expected, type FeaturesErrorCode } from '../errors.js';
import { type Clip } from './clip.js';
import { isManifest, readManifest } from './manifest.js';
import { clipOfName } from './readers.js';

/** Files that are looked into before others have a turn. */
const AT_ONCE = 64;

/** A file of the corpus, or a row of its manifest, that is left out, and why. */
export interface RefusedFile {
  /** Of a row where it stands: `line 5 of calls.csv`. */
  readonly path: string;
  readonly code: FeaturesErrorCode;
  readonly message: string;
}

/** What a corpus directory or a manifest holds. */
export interface Corpus {
  /** `ravdess`; where there are several, all of them: `crema-d+ravdess`; `demo` where the sounds are synthetic. */
  readonly name: string;
  /** What was given for it, absolute: the directory, or the manifest. */
  readonly path: string;
  /** The directory that the paths of the clips start from, absolute. */
  readonly dir: string;
  /** True where a program made the sounds: each clip says so itself, or a marker in a folder that it lies in. */
  readonly synthetic: boolean;
  /** Sorted by path, in code-unit order, each path once. */
  readonly clips: readonly Clip[];
  readonly refused: readonly RefusedFile[];
}

/**
 * Reads which clips there are: below a directory in any layout by the names of the audio files,
 * whatever corpora they are of, or by the rows of a manifest. What does not parse is listed in
 * `refused`. Of the audio only the head is read, for the comment that marks synthetic sounds.
 *
 * @param given a directory, or a manifest (`.csv`, `.parquet`, see `readManifest`)
 * @throws {FeaturesError} `CORPUS_NOT_FOUND` where there is neither, `MANIFEST_MALFORMED`,
 *   `CORPUS_EMPTY` where no file has a name that is known, `CORPUS_MIXED` where some sounds are
 *   synthetic and others are not.
 */
export async function readCorpus(given: string): Promise<Corpus> {
  const found = await kindOf(given);
  const path = resolve(given);
  const listed = found === 'manifest' ? await fromManifest(path) : await fromFolder(path);
  const clips = listed.clips.sort((a, b) => (a.path < b.path ? -1 : 1));
  const dir = found === 'manifest' ? dirname(path) : path;
  const { refused } = listed;
  if (await isSynthetic(path, dir, clips)) {
    const ofDemo = clips.map((clip): Clip => ({ ...clip, corpus: 'demo' }));
    return { name: 'demo', path, dir, synthetic: true, clips: ofDemo, refused };
  }
  const name = [...new Set(clips.map(({ corpus }) => corpus))].sort().join('+');
  return { name, path, dir, synthetic: false, clips, refused };
}

interface Listed {
  readonly clips: Clip[];
  readonly refused: RefusedFile[];
}

async function fromFolder(dir: string): Promise<Listed> {
  const { files, unreadable } = await listAudioFiles(dir);
  const clips: Clip[] = [];
  const refused: RefusedFile[] = unreadable.map((folder) => ({
    ...folder,
    code: 'CORPUS_UNREADABLE',
  }));
  for (const path of files) {
    try {
      clips.push(clipOfName(path));
    } catch (error) {
      if (!(error instanceof FeaturesError)) throw error;
      refused.push({ path, code: error.code, message: error.message });
    }
  }
  if (clips.length === 0) throw nothingFound(dir, files.length, refused);
  return { clips, refused };
}

async function fromManifest(file: string): Promise<Listed> {
  const clips = new Map<string, Clip>();
  const refused: RefusedFile[] = [];
  for await (const entry of readManifest(file)) {
    const error = 'refused' in entry ? entry.refused : refusalOfSecond(entry.clip, clips);
    if (error) refused.push({ path: entry.where, code: error.code, message: error.message });
    else if ('clip' in entry) clips.set(entry.clip.path, entry.clip);
  }
  if (clips.size === 0) {
    const first = refused[0] ? ` (${refused[0].path}: ${refused[0].message})` : '';
    throw expected('CORPUS_EMPTY', 'a row that can be used', file, `none${first}`);
  }
  return { clips: [...clips.values()], refused };
}

/** Of two rows for one path the first counts. */
function refusalOfSecond(
  { path }: Clip,
  clips: ReadonlyMap<string, Clip>,
): FeaturesError | undefined {
  if (!clips.has(path)) return undefined;
  const received = `${path} again; its first row counts`;
  return expected('MANIFEST_ROW_INVALID', 'each recording once', 'path', received);
}

async function kindOf(path: string): Promise<'folder' | 'manifest'> {
  const found = await stat(path).catch((cause: unknown) => {
    throw expected('CORPUS_NOT_FOUND', 'a directory', 'the corpus', path, { cause });
  });
  if (found.isDirectory()) return 'folder';
  if (isManifest(path)) return 'manifest';
  const what = 'a directory or a manifest (.csv, .parquet)';
  throw expected('CORPUS_NOT_FOUND', what, 'the corpus', `the file ${path}`);
}

/** What to do with recordings whose names say nothing. */
const OWN_RECORDINGS =
  'recordings of your own need, in the place of the folder, a CSV file with the columns ' +
  'path,label,speaker (README of @prosodia/features: Your own recordings)';

function nothingFound(dir: string, audioFiles: number, refused: readonly RefusedFile[]): Error {
  const first = refused[0] ? ` (${posix.basename(refused[0].path)}: ${refused[0].message})` : '';
  if (audioFiles === 0) return expected('CORPUS_EMPTY', 'audio files', dir, `none${first}`);
  const received = `${audioFiles} of them, none named so${first}; ${OWN_RECORDINGS}`;
  return expected('CORPUS_EMPTY', 'audio files with names of a known corpus', dir, received);
}

/** Whether all clips are synthetic or none; those that cannot be read count as neither. */
async function isSynthetic(source: string, dir: string, clips: readonly Clip[]): Promise<boolean> {
  const check = createSyntheticCheck();
  const made: string[] = [];
  const recorded: string[] = [];
  for (const [place, { path }] of clips.entries()) {
    if (place % AT_ONCE === 0) await nextTurn();
    const answer = check(resolve(dir, path));
    if (answer !== undefined) (answer ? made : recorded).push(path);
  }
  const [synthetic, real] = [made[0], recorded[0]];
  if (synthetic === undefined || real === undefined) return synthetic !== undefined;
  const received = `${made.length} synthetic (${synthetic}) and ${recorded.length} others (${real})`;
  throw expected('CORPUS_MIXED', 'either synthetic sounds or recordings alone', source, received);
}
