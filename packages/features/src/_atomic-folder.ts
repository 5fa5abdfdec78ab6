import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { flushFolder, notWritable } from './_atomic-file.js';

/** An unfinished folder that is this old belongs to a run that was killed. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a folder that appears whole or not at all: `fill` writes into a hidden folder beside it,
 * which is then renamed. Where another process made `dir` meanwhile, that one stays.
 *
 * @throws {FeaturesError} `NOT_WRITABLE`, also where `dir` exists; what `fill` throws
 */
export async function writeFolderAtomic(
  dir: string,
  fill: (unfinished: string) => Promise<void>,
): Promise<void> {
  const parent = dirname(dir);
  const prefix = `.${basename(dir)}.part-`;
  const unfinished = join(parent, `${prefix}${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(parent, { recursive: true });
    await removeAbandoned(parent, prefix);
    await mkdir(unfinished);
    await fill(unfinished);
    await flushFolder(unfinished);
    await rename(unfinished, dir);
    await flushFolder(parent);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw notWritable(dir, error);
  }
}

async function removeAbandoned(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const found = await stat(join(parent, name)).catch(ignoreMissing);
    if (!found || Date.now() - found.mtimeMs < ABANDONED_MS) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** A neighbour may finish between the listing and the look at its folder. */
function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
