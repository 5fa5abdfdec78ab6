import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { asNotWritable, isSystemError } from './errors.js';

/**
 * Makes a folder and those of its parents that are missing; one that is there is fine. Each is tried twice at most,
 * while Node's `mkdir` with `recursive` asks for ever where a folder is there in which nothing can be made.
 *
 * @throws {WholeFilesError} NOT_WRITABLE
 */
export async function makeFolder(folder: string): Promise<void> {
  const path = resolve(folder);
  try {
    await makeOne(path).catch(async (error: unknown) => {
      const parent = dirname(path);
      if (!isSystemError(error) || error.code !== 'ENOENT' || parent === path) throw error;
      await makeFolder(parent);
      await makeOne(path);
    });
  } catch (error) {
    throw asNotWritable(folder, error);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() !== true) throw error;
  }
}
