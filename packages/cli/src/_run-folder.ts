import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { CliError } from './_failure.js';
import { isNodeError } from './_node-error.js';

/** Where a run will appear, whole or not at all. */
export interface RunFolder {
  readonly path: string;
  /**
   * Lets `fill` write into a folder beside the final one, then renames it into place. Whatever ends it early (an
   * error, Ctrl-C, kill -9) leaves nothing under the final name.
   */
  write(fill: (temporaryFolder: string) => Promise<void>): Promise<void>;
}

/**
 * Reserves nothing but finds out now, before minutes of training, whether the run can be written at the end.
 *
 * @throws {CliError} RUN_FOLDER when `path` already holds something or its parent cannot be written
 */
export async function planRunFolder(path: string): Promise<RunFolder> {
  const final = resolve(path);
  await refuseUnlessFree(final);
  try {
    await mkdir(dirname(final), { recursive: true });
    await access(dirname(final), constants.W_OK);
  } catch (error) {
    throw new CliError(
      'RUN_FOLDER',
      `Expected a writable folder for ${dirname(final)} but received ${reason(error)}`,
    );
  }
  return { path: final, write: (fill) => writeFolder(final, fill) };
}

/** `runs/20261123T044902Z-notebook-cnn-seed0`, beneath the working folder. */
export function defaultRunFolder(now: Date, model: string, seed: number): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return join('runs', `${stamp}-${model}-seed${seed}`);
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
  const suffix = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const temporary = join(dirname(final), `.${basename(final)}.partial-${suffix}`);
  await mkdir(temporary);
  try {
    await fill(temporary);
    await refuseUnlessFree(final);
    // rename() replaces an empty folder on POSIX only.
    await rmdir(final).catch(ignoreMissing);
    await rename(temporary, final);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
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

function ignoreMissing(error: unknown): void {
  if (!isNodeError(error, 'ENOENT')) throw error;
}

const reason = (error: unknown): string =>
  isNodeError(error) ? (error.code ?? error.message) : String(error);
