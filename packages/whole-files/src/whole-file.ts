import { lstat, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { besideOf } from './_beside.js';
import { asNotWritable, ignoreMissing, WholeFilesError } from './errors.js';
import { flushFolder, writeFlushed, type Chunks } from './flush.js';

/**
 * Writes a file that appears whole or not at all; it takes the place of a file of that name.
 *
 * @throws {WholeFilesError} NOT_WRITABLE; the chunks' own errors pass through
 */
export async function writeWholeFile(file: string, chunks: Chunks): Promise<void> {
  const partial = besideOf(file, 'partial');
  try {
    await writeFlushed(partial, chunks);
    await rename(partial, file);
    await flushFolder(dirname(file));
  } catch (error) {
    await rm(partial, { force: true });
    throw asNotWritable(file, error);
  }
}

/**
 * Finds out before the work whether {@link writeWholeFile} will succeed.
 *
 * @param options.replace whether a file of that name may be replaced; links, folders and devices never are
 * @throws {WholeFilesError} OCCUPIED, NOT_WRITABLE
 */
export async function tryWholeFile(
  file: string,
  { replace = false }: { readonly replace?: boolean } = {},
): Promise<void> {
  const trial = besideOf(file, 'trial');
  try {
    const found = await lstat(file).catch(ignoreMissing);
    if (found?.isFile() === false)
      throw new WholeFilesError('OCCUPIED', 'the name of a file', file, 'something else');
    if (found && !replace)
      throw new WholeFilesError('OCCUPIED', 'a new file', file, 'one that is there');
    await writeFlushed(trial, []);
    await rm(trial);
  } catch (error) {
    throw asNotWritable(file, error);
  }
}
