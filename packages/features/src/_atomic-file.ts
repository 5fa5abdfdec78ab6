import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expected } from './errors.js';

/** What a file is made of, in order. */
export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Writes a file that appears whole or not at all: into a hidden file beside it, flushed, renamed.
 *
 * @throws {FeaturesError} `NOT_WRITABLE` naming the file and the system's reason
 */
export async function writeFileAtomic(file: string, chunks: Chunks): Promise<void> {
  const random = randomBytes(6).toString('hex');
  const beside = join(dirname(file), `.${basename(file)}.${random}.part`);
  try {
    await writeFlushed(beside, chunks);
    await rename(beside, file);
    await flushFolder(dirname(file));
  } catch (error) {
    await rm(beside, { force: true });
    throw notWritable(file, error);
  }
}

/** Writes a new file and waits until the disk has it. The chunks' own errors pass through. */
export async function writeFlushed(file: string, chunks: Chunks): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename within `folder` last through a power cut; Windows cannot and need not. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** `error` as it is, unless it is the system's about a path. */
export function notWritable(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const why = { cause: error };
  return expected('NOT_WRITABLE', 'a place that can be written', path, error.message, why);
}
