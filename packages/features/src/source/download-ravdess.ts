import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWholeFolder } from '@prosodia/whole-files';
import { asNotWritable } from '../errors.js';
import { downloadFile, type ExpectedFile, type Patience } from './_download-file.js';
import { unzipClips } from './_unzip-clips.js';

/** The archive of the 1440 speech files in RAVDESS's record on Zenodo. */
export const RAVDESS_SPEECH_ARCHIVE = {
  name: 'Audio_Speech_Actors_01-24.zip',
  bytes: 208_468_073,
  md5: 'bc696df654c87fed845eb13823edef8a',
} as const;

/** Where it lies: Livingstone and Russo 2018, CC BY-NC-SA 4.0, doi:10.5281/zenodo.1188976. */
export const RAVDESS_URL = 'https://zenodo.org/records/1188976/files/';

export interface DownloadRavdessOptions {
  /** Folder that the archive lies in; a mirror, or a server of a test. Default {@link RAVDESS_URL}. */
  readonly baseUrl?: string;
  /** Default {@link RAVDESS_SPEECH_ARCHIVE}. */
  readonly archive?: ExpectedFile & { readonly name: string };
  readonly patience?: Patience;
  readonly signal?: AbortSignal;
  /** Bytes. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

const PATIENCE: Patience = { answerSeconds: 5, stallSeconds: 30 };

/**
 * Downloads RAVDESS's speech and unpacks it as the folder `dir`, which appears when it is complete.
 *
 * @throws {FeaturesError} `DOWNLOAD_FAILED`, `DOWNLOAD_CORRUPT`, `NOT_WRITABLE`; the signal's
 *   reason where it is aborted
 */
export async function downloadRavdess(
  dir: string,
  options: DownloadRavdessOptions = {},
): Promise<void> {
  const { baseUrl = RAVDESS_URL, archive = RAVDESS_SPEECH_ARCHIVE, patience = PATIENCE } = options;
  const { signal, onProgress } = options;
  const url = new URL(archive.name, baseUrl).href;
  await writeWholeFolder(dir, async (folder) => {
    const zip = join(folder, archive.name);
    await downloadFile(url, zip, archive, { ...patience, signal, onProgress });
    await unzipClips(zip, folder, signal);
    await rm(zip);
  }).catch(asNotWritable);
}
