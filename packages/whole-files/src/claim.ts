import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { prefixOf } from './_beside.js';
import { asNotWritable, ignoreMissing, isSystemError, WholeFilesError } from './errors.js';
import { makeFolder } from './make-folder.js';

/** Ends a claim. */
export type Release = () => Promise<void>;

/** Two that begin at the same moment see each other and both step back; by chance one of them is first next time. */
const ATTEMPTS = 3;
const LONGEST_WAIT_MS = 100;

/**
 * Claims a path for one process, until it is released or the process is no more. A claim is an empty hidden file beside
 * the path; its name says who holds it. Missing parents are made.
 *
 * @throws {WholeFilesError} IN_USE, naming the process; NOT_WRITABLE
 */
export async function claimPath(path: string): Promise<Release> {
  const target = resolve(path);
  const own = join(dirname(target), prefixOf(target, 'claim') + (await identityOf(process.pid)));
  const release = () => rm(own, { force: true });
  try {
    await makeFolder(dirname(target));
    for (let attempt = 1; ; attempt++) {
      if (!(await made(own))) throw inUse(path, `process ${process.pid}, this one`);
      // Everyone writes down the own claim before looking for others, so never do two go on.
      const holder = await otherHolder(target, own);
      if (holder === undefined) return release;
      await release();
      if (attempt === ATTEMPTS) throw inUse(path, holder);
      await delay(Math.random() * LONGEST_WAIT_MS);
    }
  } catch (error) {
    throw asNotWritable(path, error);
  }
}

/** Makes an empty file; false where it is there. */
async function made(file: string): Promise<boolean> {
  try {
    await writeFile(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Who else holds a claim; those of processes that are no more are cleared away. */
async function otherHolder(target: string, own: string): Promise<string | undefined> {
  const prefix = prefixOf(target, 'claim');
  for (const name of await readdir(dirname(target))) {
    const file = join(dirname(target), name);
    if (!name.startsWith(prefix) || file === own) continue;
    const identity = name.slice(prefix.length);
    const [, id = '', host = ''] = /^(\d+)-\d+-(.*)$/.exec(identity) ?? [];
    if (host !== hostname()) return `process ${id} of ${host} (remove ${file} if it is no more)`;
    const same = lives(Number(id)) && identity === (await identityOf(Number(id)));
    if (same) return `process ${id}`;
    await rm(file, { force: true });
  }
  return undefined;
}

function lives(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return !(isSystemError(error) && error.code === 'ESRCH');
  }
}

/** Tells a process from all others, on Linux also from a later one of the same number. */
async function identityOf(id: number): Promise<string> {
  // When it began is the 20th value behind its name, which is in brackets.
  const stat = (await readFile(`/proc/${id}/stat`, 'utf8').catch(ignoreMissing)) ?? '';
  const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  return `${id}-${began}-${hostname()}`;
}

function inUse(path: string, holder: string): WholeFilesError {
  const what = 'a place that no other process is at work on';
  return new WholeFilesError('IN_USE', what, path, `one of ${holder}`);
}
