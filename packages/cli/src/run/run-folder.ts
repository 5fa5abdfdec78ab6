import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { CliError } from '../failure.js';
import { isNodeError } from '../node-error.js';

/** Where a run will appear, whole or not at all. */
export interface RunFolder {
  readonly path: string;
  /**
   * Lets `fill` write into a folder beside the final one, then renames it into place. Whatever ends it early (an
   * error, Ctrl-C, kill -9) leaves nothing under the final name. Where only the last step fails, the folder beside
   * stays and the error names it: it holds the whole run.
   */
  write(fill: (temporaryFolder: string) => Promise<void>): Promise<void>;
}

/**
 * Reserves nothing but finds out now, before minutes of training, whether the run can be written at the end: what
 * will be done then is done now, with an empty folder.
 *
 * @throws {CliError} RUN_FOLDER when `path` already holds something, is a link or a mount point, or its parent
 *   cannot be written
 */
export async function planRunFolder(path: string): Promise<RunFolder> {
  const final = resolve(path);
  await refuseUnlessFree(final);
  try {
    await mkdir(dirname(final), { recursive: true });
    await rehearse(final);
  } catch (error) {
    throw new CliError(
      'RUN_FOLDER',
      `Expected a folder that can be made beside and renamed for ${final} but received ${reason(error)}`,
    );
  }
  return { path: final, write: (fill) => writeFolder(final, fill) };
}

/** `runs/20261123T044902Z-notebook-cnn-seed0-5f3a9c`, beneath the working folder; no two runs get the same. */
export function defaultRunFolder(now: Date, model: string, seed: number): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return join('runs', `${stamp}-${model}-seed${seed}-${randomBytes(3).toString('hex')}`);
}

/** Writes `text` to `folder/name` and flushes it to the disk. */
export async function writeFlushed(folder: string, name: string, text: string): Promise<void> {
  const file = await open(join(folder, name), 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeFolder(
  final: string,
  fill: (temporaryFolder: string) => Promise<void>,
): Promise<void> {
  const temporary = besideOf(final);
  await mkdir(temporary);
  try {
    await fill(temporary);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  try {
    // rename() replaces an empty folder on POSIX only; one that holds something is not removed.
    await rmdir(final).catch(ignoreMissing);
    await rename(temporary, final);
  } catch (error) {
    throw new CliError(
      'RUN_FOLDER',
      `Expected a new or empty folder for ${final} but received ${reason(error)}; the whole run is kept in ${temporary}`,
    );
  }
}

/** Makes the folder beside and moves an empty one of the final name away and back, as nothing else tells. */
async function rehearse(final: string): Promise<void> {
  const temporary = besideOf(final);
  await mkdir(temporary);
  await rmdir(temporary);
  const found = await lstat(final).catch(ignoreMissing);
  if (found === undefined) return;
  if (found.isSymbolicLink()) throw new Error('a link');
  await rename(final, temporary);
  await rename(temporary, final);
}

function besideOf(final: string): string {
  const suffix = `${process.pid}-${randomBytes(4).toString('hex')}`;
  return join(dirname(final), `.${basename(final)}.partial-${suffix}`);
}

async function refuseUnlessFree(final: string): Promise<void> {
  const entries = await readdir(final).catch((error: unknown) => {
    if (isNodeError(error, 'ENOENT')) return [];
    throw new CliError(
      'RUN_FOLDER',
      `Expected a new or empty folder for ${final} but received ${reason(error)}`,
    );
  });
  if (entries.length > 0)
    throw new CliError(
      'RUN_FOLDER',
      `Expected a new or empty folder for ${final} but received one with ${entries.length} entries`,
    );
}

function ignoreMissing(error: unknown): undefined {
  if (!isNodeError(error, 'ENOENT')) throw error;
}

const reason = (error: unknown): string => {
  if (isNodeError(error)) return error.code ?? error.message;
  return error instanceof Error ? error.message : String(error);
};
