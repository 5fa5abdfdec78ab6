import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { makeFolder, writeFlushed } from '@prosodia/whole-files';
import { FeaturesError, expected } from '../errors.js';

/** The only names that are taken out of an archive. */
const CLIP = /^Actor_\d{2}\/0[1-3](-\d{2}){6}\.wav$/;

/** Twice the size of RAVDESS's speech; an archive that claims more is a trap. */
const MAX_BYTES = 2 ** 30;

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
  const zip = await openPromise(archive, { lazyEntries: true, strictFileNames: true }).catch(
    asCorrupt,
  );
  let clips = 0;
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      if (!CLIP.test(entry.fileName)) continue;
      clips++;
      bytes += entry.uncompressedSize;
      if (bytes > MAX_BYTES) throw corrupt(`at most ${MAX_BYTES} bytes`, archive, bytes);
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
