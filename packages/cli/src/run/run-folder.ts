import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { CONFIG_FILE } from '@prosodia/records';
import { tryWholeFolder, writeWholeFolder } from '@prosodia/whole-files';

import { asCliError } from '../failure.js';

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
 * @param options.force whether it may take the place of a former run; anything else that is there stays
 * @throws {CliError} RUN_FOLDER when `path` already holds something, is a link or a mount point, or its parent
 *   cannot be written
 */
export async function planRunFolder(
  path: string,
  { force = false }: { readonly force?: boolean } = {},
): Promise<RunFolder> {
  const final = resolve(path);
  const former = await holdsRun(final);
  const replace = force && former;
  const hint = former && !force ? '--force replaces that run' : undefined;
  const fail = asCliError('RUN_FOLDER', hint);
  await tryWholeFolder(final, { replace }).catch(fail);
  return {
    path: final,
    write: (fill) => writeWholeFolder(final, fill, { replace, keep: true }).catch(fail),
  };
}

/** `runs/20261123T044902Z-notebook-cnn-seed0-5f3a9c`, beneath the working folder; no two runs get the same. */
export function defaultRunFolder(now: Date, model: string, seed: number): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return join('runs', `${stamp}-${model}-seed${seed}-${randomBytes(3).toString('hex')}`);
}

/** Whether the folder is one that `train` wrote. */
async function holdsRun(folder: string): Promise<boolean> {
  try {
    const config: unknown = JSON.parse(await readFile(join(folder, CONFIG_FILE), 'utf8'));
    return (config as { command?: unknown } | null)?.command === 'train';
  } catch {
    return false;
  }
}
