import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { surveyStore, type StoreFile } from './survey-store.js';

export interface PruneOptions {
  /** What was of no use for so long goes. */
  readonly olderThanMs?: number | undefined;
  /** What was of no use for the longest goes until no more is left. */
  readonly maxBytes?: number | undefined;
}

/**
 * Removes what no run will use any more, and what the options say. Whatever is removed is made again when it is needed.
 *
 * @returns what was removed and what is left
 * @throws the system's error where a file cannot be removed
 */
export async function pruneStore(
  folder: string,
  { olderThanMs = Infinity, maxBytes = Infinity }: PruneOptions = {},
): Promise<{ removed: StoreFile[]; left: StoreFile[] }> {
  const removed: StoreFile[] = [];
  const left: StoreFile[] = [];
  let bytes = 0;
  const latestFirst = (await surveyStore(folder)).sort((a, b) => +b.usedAt - +a.usedAt);
  for (const file of latestFirst) {
    const old = Date.now() - file.usedAt.getTime() >= olderThanMs;
    const isKept = !file.stale && !old && (bytes += file.bytes) <= maxBytes;
    (isKept ? left : removed).push(file);
  }
  for (const { file } of removed) {
    await rm(file, { force: true });
    // Only a folder that is empty goes.
    await rmdir(dirname(file)).catch(() => undefined);
  }
  return { removed, left };
}
