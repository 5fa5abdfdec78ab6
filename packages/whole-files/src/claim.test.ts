import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { claimPath } from './claim.js';

describe('claimPath', () => {
  let root: string;
  let path: string;
  let other: ChildProcess | undefined;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'prosodia-claim-'));
    path = join(root, 'runs', 'first');
  });

  afterEach(async () => {
    await endOther();
    await rm(root, { recursive: true });
  });

  /** A claim as another process leaves it. */
  async function claimOf(id: number | undefined, began = '0', host = hostname()): Promise<void> {
    const release = await claimPath(path);
    await release();
    await writeFile(join(root, 'runs', `.first.claim-${id}-${began}-${host}`), '');
  }

  async function beginOther(): Promise<number | undefined> {
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(other, 'spawn');
    return other.pid;
  }

  async function endOther(): Promise<void> {
    if (other?.kill('SIGKILL') === true) await once(other, 'exit');
    other = undefined;
  }

  it('gives a path to one of many that want it at once, and to the next when that lets go', async () => {
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => claimPath(path)));
    const [first, ...more] = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(more).toEqual([]);
    await expect(claimPath(path)).rejects.toMatchObject({
      ...{ code: 'IN_USE', path },
      message: expect.stringContaining(`process ${process.pid}`) as string,
    });
    await first?.();
    await (
      await claimPath(path)
    )();
    expect(await readdir(join(root, 'runs'))).toEqual([]);
  });

  it('refuses what a living process holds, and takes over what a killed one left', async () => {
    const id = await beginOther();
    await claimOf(id, await beganOf(id));
    await expect(claimPath(path)).rejects.toThrow(
      `Expected a place that no other process is at work on for ${path} but received one of process ${id}`,
    );
    await endOther();
    await (
      await claimPath(path)
    )();
    expect(await readdir(join(root, 'runs'))).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'takes over from a process whose number another has now',
    async () => {
      await claimOf(await beginOther(), '1');
      await (
        await claimPath(path)
      )();
      expect(await readdir(join(root, 'runs'))).toEqual([]);
    },
  );

  it('names the file where it cannot see whether the process lives', async () => {
    await claimOf(1, '0', 'elsewhere.example');
    await expect(claimPath(path)).rejects.toThrow(
      /one of process 1 of elsewhere\.example \(remove .+\.first\.claim-1-0-elsewhere\.example if/,
    );
  });
});

/** As the claim of a process has it: what Linux says of its beginning, 0 elsewhere. */
async function beganOf(id: number | undefined): Promise<string> {
  const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
  return stat.split(' ')[21] ?? '0';
}
