import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isManifest } from '../corpora/manifest.js';
import { DEMO_CORPUS_ID, synthesiseDemoCorpus } from '../demo/synthesise-demo-corpus.js';
import { FeaturesError, expected } from '../errors.js';
import { downloadRavdess, type DownloadRavdessOptions } from './download-ravdess.js';
import { userDataFolder } from './user-data-folder.js';

/** What happens while a corpus is fetched or made, for whoever tells the user. */
export type CorpusEvent =
  | { readonly kind: 'download'; readonly done: number; readonly total: number }
  /** RAVDESS cannot be had, for this reason: the demo corpus takes its place. */
  | { readonly kind: 'download-failed'; readonly message: string }
  | { readonly kind: 'synthesise'; readonly done: number; readonly total: number };

export interface LocateCorpusOptions {
  /** The directory or the manifest that the user names; nothing else is tried then. */
  readonly data?: string;
  /** `PROSODIA_DATA` names a directory. Default: the environment of the process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where corpora are kept for the user. Default {@link userDataFolder}. */
  readonly dataFolder?: string;
  /** Other places to download from. */
  readonly download?: Omit<DownloadRavdessOptions, 'signal' | 'onProgress'>;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: CorpusEvent) => void;
}

/** A corpus directory or a manifest, and how it was found; `readCorpus` says what is in it. */
export interface LocatedCorpus {
  readonly path: string;
  readonly source: 'option' | 'environment' | 'data-folder' | 'download' | 'demo';
}

/**
 * Finds recordings, in this order: `data`; `PROSODIA_DATA`; RAVDESS in the user's data folder; a
 * download of it; and where that fails a demo corpus of synthetic sounds, made once and kept.
 *
 * @throws {FeaturesError} `CORPUS_NOT_FOUND` where a directory was named that is none,
 *   `NOT_WRITABLE`; the signal's reason where it is aborted
 */
export async function locateCorpus(options: LocateCorpusOptions = {}): Promise<LocatedCorpus> {
  const { env = process.env, dataFolder = userDataFolder(env) } = options;
  const found = await findCorpus(options);
  if (found !== undefined) return found;
  const ravdess = ravdessIn(dataFolder);
  if (await download(ravdess, options)) return { path: ravdess, source: 'download' };
  return { path: await demoCorpus(dataFolder, options), source: 'demo' };
}

/**
 * What {@link locateCorpus} finds without a download and without a demo corpus; changes nothing.
 *
 * @throws {FeaturesError} `CORPUS_NOT_FOUND` where a directory was named that is none
 */
export async function findCorpus({
  data,
  env = process.env,
  dataFolder = userDataFolder(env),
}: Pick<LocateCorpusOptions, 'data' | 'env' | 'dataFolder'> = {}): Promise<
  LocatedCorpus | undefined
> {
  if (data !== undefined) return named('option', '--data', data);
  if (env.PROSODIA_DATA) return named('environment', 'PROSODIA_DATA', env.PROSODIA_DATA);
  const path = ravdessIn(dataFolder);
  return (await isFolder(path)) ? { path, source: 'data-folder' } : undefined;
}

const ravdessIn = (dataFolder: string): string => join(dataFolder, 'ravdess');

async function named(
  source: LocatedCorpus['source'],
  name: string,
  path: string,
): Promise<LocatedCorpus> {
  if (await isFolder(path)) return { path, source };
  if (isManifest(path) && (await isFile(path))) return { path, source };
  const received = `${path}; without ${name} the corpus that was downloaded is taken`;
  throw expected('CORPUS_NOT_FOUND', 'a directory or a manifest (.csv, .parquet)', name, received);
}

/** True where RAVDESS came; false, after an event, where it cannot be had now. */
async function download(dir: string, options: LocateCorpusOptions): Promise<boolean> {
  const { signal, onEvent } = options;
  try {
    await unlessThere(dir, () =>
      downloadRavdess(dir, {
        ...options.download,
        ...(signal && { signal }),
        onProgress: (progress) => onEvent?.({ kind: 'download', ...progress }),
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof FeaturesError) || !error.code.startsWith('DOWNLOAD_')) throw error;
    onEvent?.({ kind: 'download-failed', message: error.message });
    return false;
  }
}

async function demoCorpus(
  dataFolder: string,
  { signal, onEvent }: LocateCorpusOptions,
): Promise<string> {
  const dir = join(dataFolder, `${DEMO_CORPUS_ID}-corpus`);
  if (await isFolder(dir)) return dir;
  await unlessThere(dir, () =>
    synthesiseDemoCorpus(dir, {
      ...(signal && { signal }),
      onProgress: (progress) => onEvent?.({ kind: 'synthesise', ...progress }),
    }),
  );
  return dir;
}

/** Two runs may start at once: the folder of the first to finish serves both. */
async function unlessThere(dir: string, make: () => Promise<void>): Promise<void> {
  try {
    await make();
  } catch (error) {
    if (!(await isFolder(dir))) throw error;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
