import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, writeWholeFolder } from '@prosodia/whole-files';
import { FeaturesError, asNotWritable, expected } from '../errors.js';
import { downloadFile, type Patience } from './_download-file.js';
import { type ExpectedFile } from './_partial-file.js';
import { unzipClips } from './_unzip-clips.js';

/** The archive of the 1440 speech files in RAVDESS's record on Zenodo. */
export const RAVDESS_SPEECH_ARCHIVE = {
  name: 'Audio_Speech_Actors_01-24.zip',
  bytes: 208_468_073,
  md5: 'bc696df654c87fed845eb13823edef8a',
} as const;

/** The archive of the 1012 song files there. */
export const RAVDESS_SONG_ARCHIVE = {
  name: 'Audio_Song_Actors_01-24.zip',
  bytes: 225_505_317,
  md5: '5411230427d67a21e18aa4d466e6d1b9',
} as const;

/** To be shown to whoever downloads it. */
export const RAVDESS_TERMS = {
  licence: 'CC BY-NC-SA 4.0: not for commercial use, changes under the same licence',
  citation:
    'Livingstone SR, Russo FA (2018) The Ryerson Audio-Visual Database of Emotional Speech and Song (RAVDESS). ' +
    'PLoS ONE 13(5): e0196391. doi:10.1371/journal.pone.0196391',
} as const;

/** Where it lies: Livingstone and Russo 2018, CC BY-NC-SA 4.0, doi:10.5281/zenodo.1188976. */
export const RAVDESS_URL = 'https://zenodo.org/records/1188976/files/';

export interface DownloadRavdessOptions {
  /** Folder that the archive lies in; a mirror, or a server of a test. Default {@link RAVDESS_URL}. */
  readonly baseUrl?: string;
  /** Default {@link RAVDESS_SPEECH_ARCHIVE}; see {@link RAVDESS_SONG_ARCHIVE}. */
  readonly archive?: ExpectedFile & { readonly name: string };
  readonly patience?: Patience;
  readonly signal?: AbortSignal;
  /** Bytes. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * Downloads RAVDESS's speech (or its song) and unpacks it as the folder `dir`, which appears when it
 * is complete. What came of the archive before a failure is kept beside it, and a later call goes on
 * from there.
 *
 * @throws {FeaturesError} `DOWNLOAD_FAILED`, `DOWNLOAD_CORRUPT`, `NOT_WRITABLE`; the signal's
 *   reason where it is aborted
 */
export async function downloadRavdess(
  dir: string,
  options: DownloadRavdessOptions = {},
): Promise<void> {
  const { baseUrl = RAVDESS_URL, archive = RAVDESS_SPEECH_ARCHIVE, patience = {} } = options;
  const { signal, onProgress } = options;
  const url = new URL(archive.name, baseUrl).href;
  await makeFolder(dirname(dir)).catch(asNotWritable);
  const part = await claimPart(join(dirname(dir), `.${archive.name}.part`));
  try {
    await downloadFile(url, part.file, archive, { patience, signal, onProgress });
    await writeWholeFolder(dir, async (folder) => {
      await unzipClips(part.file, folder, signal);
    });
    await rm(part.file);
  } catch (error) {
    // An archive that is whole and yet bad will not become better.
    if (error instanceof FeaturesError && error.code === 'DOWNLOAD_CORRUPT') {
      await rm(part.file, { force: true });
    }
    asNotWritable(error);
  } finally {
    await part.release();
  }
}

/** The place of a file that is half there, for one process alone: another one begins its own. */
async function claimPart(file: string): Promise<{ file: string; release: () => Promise<void> }> {
  const lock = `${file}.lock`;
  const owner = Number(await readFile(lock, 'utf8').catch(() => '0'));
  if (owner !== 0 && isAlive(owner)) {
    const own = `${file}-${process.pid}`;
    return { file: own, release: () => rm(own, { force: true }) };
  }
  await writeFile(lock, String(process.pid)).catch((error: unknown) => {
    throw expected('NOT_WRITABLE', 'a place that can be written', lock, (error as Error).message);
  });
  return { file, release: () => rm(lock, { force: true }) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
