import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { expected, ModelError } from '../errors.js';

/**
 * Writes a folder that appears under its name whole or not at all, whenever the process or the machine stops: the
 * files are written and flushed in a hidden folder beside it, which is renamed once. A process that is killed leaves
 * that hidden folder (`.<name>.partial-...`) behind and nothing else.
 *
 * @param folder where it shall be: absent, or an empty folder; missing parents are made
 * @param files name and content of each file
 * @throws {ModelError} BUNDLE_EXISTS when something is there already, BUNDLE_IO when it cannot be written
 */
export async function writeWholeFolder(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  const target = resolve(folder);
  const parent = dirname(target);
  const partial = join(parent, `.${basename(target)}.partial-${randomUUID()}`);
  try {
    await makeRoom(target);
    await mkdir(partial, { recursive: true });
    for (const [name, content] of Object.entries(files))
      await writeFlushed(join(partial, name), content);
    await flushFolder(partial);
    await rename(partial, target);
    await flushFolder(parent);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw asModelError(error, folder);
  }
}

/** Removes an empty folder of that name; a rename over one is refused on Windows. */
async function makeRoom(target: string): Promise<void> {
  await rmdir(target).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}

async function writeFlushed(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder last. Windows has no such call and needs none. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const OCCUPIED = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR']);

function asModelError(error: unknown, folder: string): ModelError {
  if (OCCUPIED.has(codeOf(error) ?? ''))
    return expected('BUNDLE_EXISTS', 'an absent or empty folder', folder, 'one that is in use');
  const reason = error instanceof Error ? error.message : String(error);
  return new ModelError(
    'BUNDLE_IO',
    `Expected a writable place for ${folder} but received ${reason}`,
    { cause: error },
  );
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
