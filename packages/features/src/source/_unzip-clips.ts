import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { makeFolder, writeFlushed } from '@prosodia/whole-files';
import { FeaturesError, expected } from '../errors.js';

/** The only names that are taken out of an archive. */
const CLIP = /^Actor_\d{2}\/0[1-3](-\d{2}){6}\.wav$/;

/** Twice the size of RAVDESS's speech; an archive that claims more is a trap. */
const MAX_BYTES = 2 ** 30;
/** No recording shrinks to a hundredth; RAVDESS has 1440 of them. */
const MAX_RATIO = 100;
const MAX_CLIPS = 5000;

/**
 * Takes the clips out of a RAVDESS archive into `folder`, each checked by its size and CRC-32.
 * Whatever else the archive holds stays in it.
 *
 * @returns how many clips there were
 * @throws {FeaturesError} `DOWNLOAD_CORRUPT`; the signal's reason where it is aborted
 */
export async function unzipClips(
  archive: string,
  folder: string,
  signal?: AbortSignal,
): Promise<number> {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(archive, { lazyEntries: true, strictFileNames: true }).catch(
    asCorrupt,
  );
  let clips = 0;
  let bytes = 0;
  const taken: Taken = { names: new Set(), ends: new Map() };
  try {
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      if (!CLIP.test(entry.fileName)) continue;
      clips++;
      bytes += entry.uncompressedSize;
      if (bytes > MAX_BYTES) throw corrupt(`at most ${MAX_BYTES} bytes`, archive, bytes);
      if (clips > MAX_CLIPS) throw corrupt(`at most ${MAX_CLIPS} clips`, archive, 'more');
      requireHonest(entry, taken);
      const file = join(folder, entry.fileName);
      await makeFolder(dirname(file));
      await writeFlushed(file, checkedBytes(zip, entry));
    }
  } catch (error) {
    return asCorrupt(error);
  } finally {
    zip.close();
  }
  if (clips === 0)
    throw corrupt('clips such as Actor_01/03-01-01-01-01-01-01.wav', archive, 'none');
  return clips;
}

/** What has been taken out already: names, and where in the archive the data of each begins and ends. */
interface Taken {
  readonly names: Set<string>;
  readonly ends: Map<number, number>;
}

/** Refuses what only an archive that was made to do harm has. */
function requireHonest(entry: Entry, { names, ends }: Taken): void {
  const { fileName, compressedSize, uncompressedSize, relativeOffsetOfLocalHeader } = entry;
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & 0o170000) === 0o120000) throw corrupt('a file', fileName, 'a symbolic link');
  if (names.has(fileName.toLowerCase())) throw corrupt('each name once', fileName, 'it twice');
  names.add(fileName.toLowerCase());
  if (uncompressedSize > MAX_RATIO * (compressedSize + 1)) {
    throw corrupt(`at most ${MAX_RATIO} times its compressed size`, fileName, uncompressedSize);
  }
  const [start, end] = [relativeOffsetOfLocalHeader, relativeOffsetOfLocalHeader + compressedSize];
  for (const [otherStart, otherEnd] of ends) {
    if (start < otherEnd && otherStart < end)
      throw corrupt('data of its own', fileName, 'shared data');
  }
  ends.set(start, Math.max(end, start + 1));
}

async function* checkedBytes(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    const bytes = chunk as Buffer;
    sum = crc32(bytes, sum);
    yield bytes;
  }
  if (sum !== entry.crc32) throw corrupt(`CRC-32 ${entry.crc32}`, entry.fileName, sum);
}

/** The errors of yauzl and zlib say what is wrong with the archive; the disk's are passed on. */
function asCorrupt(error: unknown): never {
  if (!(error instanceof Error) || error instanceof FeaturesError || 'syscall' in error)
    throw error;
  if (error.name === 'AbortError') throw error;
  throw corrupt('a ZIP archive', 'RAVDESS', error.message, { cause: error });
}

function corrupt(what: string, name: string, got: string | number, options?: ErrorOptions): Error {
  return expected('DOWNLOAD_CORRUPT', what, name, got, options);
}
