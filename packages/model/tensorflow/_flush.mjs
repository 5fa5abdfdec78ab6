import { open, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const onWindows = process.platform === 'win32';

/**
 * Makes every file and every name below `folder` last, so that a rename after it can be trusted
 * whenever the power is cut.
 *
 * @param {string} folder
 */
export async function flushTree(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await flushTree(path);
    else if (entry.isFile()) await flush(path);
  }
  await flushFolder(folder);
}

/**
 * The names in a folder. Windows has no such call and needs none.
 *
 * @param {string} folder
 */
export async function flushFolder(folder) {
  if (!onWindows) await flush(folder);
}

/**
 * Writes a small file that appears under its name whole or not at all.
 *
 * @param {string} path
 * @param {string} text
 * @param {string} partial a name in the same folder that nobody else uses
 */
export async function writeWholeFile(path, text, partial) {
  await writeFile(partial, text, { flush: true });
  await rename(partial, path);
  await flushFolder(dirname(path));
}

/** @param {string} path */
async function flush(path) {
  // Windows flushes only what is open for writing.
  const file = await open(path, onWindows ? 'r+' : 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
