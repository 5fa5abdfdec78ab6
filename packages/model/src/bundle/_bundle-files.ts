import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { expected, ModelError } from '../errors.js';

/** The files of a bundle. */
export const MODEL_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.safetensors';
/** Checksums of the others, in the format of the command `sha256sum`. */
export const CHECKSUM_FILE = 'SHA256SUMS';

const MAX_CHECKSUM_BYTES = 4096;
const CHECKSUM_LINE = /^([0-9a-f]{64}) {2}([a-z.]{1,64})$/;

/** Lines of the checksum file for these files. */
export function checksumsOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const lines = Object.entries(files).map(([name, content]) => `${sha256(content)}  ${name}\n`);
  return Buffer.from(lines.join(''));
}

/**
 * Reads the checksum file of a bundle.
 *
 * @returns the SHA-256 of each file, by name
 * @throws {ModelError} BUNDLE_IO when it cannot be read, BUNDLE_INVALID when it is not such a file
 */
export async function readChecksums(folder: string): Promise<ReadonlyMap<string, string>> {
  const path = join(folder, CHECKSUM_FILE);
  const text = Buffer.from(await readBounded(path, MAX_CHECKSUM_BYTES)).toString('latin1');
  const entries = text
    .trimEnd()
    .split('\n')
    .map((line): [string, string] => {
      const [, hash, name] = CHECKSUM_LINE.exec(line) ?? [];
      if (hash === undefined || name === undefined)
        throw expected('BUNDLE_INVALID', 'lines of checksum and name', path, JSON.stringify(line));
      return [name, hash];
    });
  return new Map(entries);
}

/**
 * Reads one file of a bundle and checks it against its checksum.
 *
 * @param maxBytes longest it may be; a longer one is refused before memory is taken
 * @throws {ModelError} BUNDLE_IO when it cannot be read, BUNDLE_INVALID when it is too long or was altered
 */
export async function readChecked(
  folder: string,
  name: string,
  checksums: ReadonlyMap<string, string>,
  maxBytes: number,
): Promise<Uint8Array> {
  const path = join(folder, name);
  const content = await readBounded(path, maxBytes);
  const wanted = checksums.get(name);
  if (wanted === undefined)
    throw expected('BUNDLE_INVALID', `a line for ${name}`, join(folder, CHECKSUM_FILE), 'none');
  const found = sha256(content);
  if (found !== wanted) throw expected('BUNDLE_INVALID', `SHA-256 ${wanted}`, path, found);
  return content;
}

async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const stats = await file.stat();
    if (!stats.isFile()) throw expected('BUNDLE_INVALID', 'a file', path, 'something else');
    if (stats.size > maxBytes)
      throw expected('BUNDLE_INVALID', `at most ${maxBytes} bytes`, path, stats.size);
    const content = new Uint8Array(stats.size);
    const { bytesRead } = await file.read(content, 0, stats.size, 0);
    return content.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError(
      'BUNDLE_IO',
      `Expected a readable file for ${path} but received ${reason}`,
      {
        cause: error,
      },
    );
  } finally {
    await file?.close();
  }
}

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
