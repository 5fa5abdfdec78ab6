import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { ignoreMissing } from './errors.js';

/** What stands beside a path for a while: what becomes it, what it was, what only tries whether it can be, who holds it. */
type Role = 'partial' | 'replaced' | 'trial' | 'claim';

/** What is unfinished for so long belongs to a process that was killed. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** A new hidden name beside `path`. */
export function besideOf(path: string, role: Role): string {
  return join(dirname(path), prefixOf(path, role) + randomBytes(6).toString('hex'));
}

/** Removes what killed processes left of `path` long ago. */
export async function removeAbandoned(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefixOf(path, 'partial'))) continue;
    // A neighbour may finish between the listing and this look.
    const found = await stat(join(folder, name)).catch(ignoreMissing);
    if (!found || Date.now() - found.mtimeMs < ABANDONED_MS) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Begins the name of everything beside `path` that has this role. */
export const prefixOf = (path: string, role: Role): string => `.${basename(path)}.${role}-`;
