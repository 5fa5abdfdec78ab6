import { rm, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { markUsed } from './_mark-used.js';
import { surveyStore, type StoreFile } from './survey-store.js';

export interface PruneOptions {
  /** What was of no use for so long goes. */
  readonly olderThanMs?: number | undefined;
  /** What was of no use for the longest goes until no more is left. */
  readonly maxBytes?: number | undefined;
}

/**
 * Removes what no run will use any more, and what the options say. Whatever is removed is made again when it is needed.
 * Others may use, add and remove files meanwhile: what was of use since it was looked at stays, also where more than
 * the options allow is left.
 *
 * @returns what was removed and what is left
 * @throws the system's error where a file cannot be removed
 */
export async function pruneStore(
  folder: string,
  { olderThanMs = Infinity, maxBytes = Infinity }: PruneOptions = {},
): Promise<{ removed: StoreFile[]; left: StoreFile[] }> {
  const removed: StoreFile[] = [];
  const chosen: StoreFile[] = [];
  const left: StoreFile[] = [];
  let bytes = 0;
  const latestFirst = (await surveyStore(folder)).sort((a, b) => +b.usedAt - +a.usedAt);
  for (const file of latestFirst) {
    const old = Date.now() - file.usedAt.getTime() >= olderThanMs;
    const isKept = !file.stale && !old && (bytes += file.bytes) <= maxBytes;
    (isKept ? left : chosen).push(file);
  }
  // What the packs that go leave to these must outlast them. A run that marks one between the look and this is undone,
  // and at worst its rows are measured again.
  for (const one of left) if ((await lateness(one)) < 0) await markUsed(one.file, one.usedAt);
  for (const one of chosen) {
    if ((await lateness(one)) > 0) {
      left.push(one);
      continue;
    }
    const { file } = one;
    await rm(file, { force: true });
    removed.push(one);
    // Only a folder that is empty goes.
    await rmdir(dirname(file)).catch(() => undefined);
  }
  return { removed, left };
}

/** How much later the file says that it was of use than what was seen of it; 0 where it is gone. */
async function lateness({ file, usedAt }: StoreFile): Promise<number> {
  const { mtime } = await stat(file).catch(() => ({ mtime: usedAt }));
  return +mtime - +usedAt;
}
