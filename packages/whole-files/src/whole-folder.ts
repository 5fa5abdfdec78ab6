import { lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { besideOf, removeAbandoned } from './_beside.js';
import { asNotWritable, ignoreMissing, isSystemError, WholeFilesError } from './errors.js';
import { flushFolder } from './flush.js';
import { makeFolder } from './make-folder.js';

export interface WholeFolderOptions {
  /** Takes the place of a folder that holds something; without it such a folder is refused. Default false. */
  readonly replace?: boolean;
  /** Where only the last step fails, what was written stays beside and the error names it. Default false. */
  readonly keep?: boolean;
}

/**
 * Makes a folder that appears whole or not at all: `fill` writes into a hidden folder beside it, which is then
 * renamed. Missing parents are made; an empty folder of that name is replaced. `fill` flushes its files itself.
 *
 * @throws {WholeFilesError} OCCUPIED, NOT_WRITABLE; what `fill` throws passes through
 */
export async function writeWholeFolder(
  folder: string,
  fill: (unfinished: string) => Promise<void>,
  { replace = false, keep = false }: WholeFolderOptions = {},
): Promise<void> {
  const target = resolve(folder);
  const unfinished = besideOf(target, 'partial');
  try {
    await makeFolder(dirname(target));
    if (!keep) await removeAbandoned(target);
    await mkdir(unfinished);
    await fill(unfinished);
    await flushFolder(unfinished);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw asNotWritable(folder, error);
  }
  try {
    await (replace ? moveOver(unfinished, target) : moveInto(unfinished, target));
    await flushFolder(dirname(target));
  } catch (error) {
    if (!keep) await rm(unfinished, { recursive: true, force: true });
    throw asUnplaced(folder, error, keep ? `; all of it is kept in ${unfinished}` : '');
  }
}

/**
 * Finds out before the work whether {@link writeWholeFolder} will succeed: what will be done then is done now, with an
 * empty folder. Missing parents are made.
 *
 * @throws {WholeFilesError} OCCUPIED where `folder` holds something that may not be replaced, or is a file or a link;
 *   NOT_WRITABLE, also for a mount point
 */
export async function tryWholeFolder(
  folder: string,
  { replace = false }: Pick<WholeFolderOptions, 'replace'> = {},
): Promise<void> {
  const target = resolve(folder);
  const trial = besideOf(target, 'trial');
  try {
    const found = await lstat(target).catch(ignoreMissing);
    if (found?.isSymbolicLink() === true) throw occupied(folder, 'a link');
    if (found?.isDirectory() === false) throw occupied(folder, 'a file');
    const entries = found ? await readdir(target) : [];
    if (entries.length > 0 && !replace) throw occupied(folder, 'one that is not empty');
    await makeFolder(dirname(target));
    await mkdir(trial);
    await rmdir(trial);
    if (!found) return;
    // Nothing else tells whether a folder can be moved: there and back.
    await rename(target, trial);
    await rename(trial, target);
  } catch (error) {
    throw asNotWritable(folder, error);
  }
}

async function moveInto(unfinished: string, target: string): Promise<void> {
  // rename() replaces an empty folder on POSIX only; rmdir() leaves one that holds something.
  await rmdir(target).catch(ignoreMissing);
  await rename(unfinished, target);
}

async function moveOver(unfinished: string, target: string): Promise<void> {
  const former = besideOf(target, 'replaced');
  const there = await rename(target, former).then(() => true, ignoreMissing);
  try {
    await rename(unfinished, target);
  } catch (error) {
    if (there) await rename(former, target);
    throw error;
  }
  await rm(former, { recursive: true, force: true });
}

const OCCUPIED_CODES = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR']);

function asUnplaced(folder: string, error: unknown, where: string): unknown {
  if (!isSystemError(error)) return error;
  if (OCCUPIED_CODES.has(error.code ?? '')) return occupied(folder, `one in use${where}`, error);
  return asNotWritable(folder, error, where);
}

function occupied(folder: string, reason: string, cause?: unknown): WholeFilesError {
  return new WholeFilesError('OCCUPIED', 'a new or empty folder', folder, reason, { cause });
}
