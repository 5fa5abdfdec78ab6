import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { tryWholeFolder, writeWholeFolder } from './whole-folder.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'prosodia-folder-'));
});
afterEach(async () => {
  await rm(parent, { recursive: true });
});
const fill = (folder: string): Promise<void> => writeFile(join(folder, 'file'), 'new');

describe('writeWholeFolder', () => {
  it('shows the folder when it is full, with missing parents', async () => {
    const dir = join(parent, 'a/b');
    await writeWholeFolder(dir, async (folder) => {
      await fill(folder);
      expect(await readdir(join(parent, 'a'))).not.toContain('b');
    });
    expect(await readdir(join(parent, 'a'))).toEqual(['b']);
    expect(await readFile(join(dir, 'file'), 'utf8')).toBe('new');
  });

  it('leaves nothing where filling fails', async () => {
    const failing = writeWholeFolder(join(parent, 'dir'), async (folder) => {
      await fill(folder);
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    expect(await readdir(parent)).toEqual([]);
  });

  it('refuses to take the place of a folder that holds something', async () => {
    const dir = join(parent, 'dir');
    await mkdir(dir);
    await writeFile(join(dir, 'file'), 'old');
    await expect(writeWholeFolder(dir, fill)).rejects.toMatchObject({ code: 'OCCUPIED' });
    expect(await readFile(join(dir, 'file'), 'utf8')).toBe('old');
    expect(await readdir(parent)).toEqual(['dir']);
  });

  it('clears away what a killed run left a day ago, and nothing younger', async () => {
    await mkdir(join(parent, '.dir.partial-old'));
    await mkdir(join(parent, '.dir.partial-young'));
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
    await utimes(join(parent, '.dir.partial-old'), twoDaysAgo, twoDaysAgo);
    await writeWholeFolder(join(parent, 'dir'), fill);
    expect((await readdir(parent)).sort()).toEqual(['.dir.partial-young', 'dir']);
  });

  it('does not mind a folder of a neighbour that is gone when it looks', async () => {
    await symlink(join(parent, 'gone'), join(parent, '.dir.partial-gone'));
    await writeWholeFolder(join(parent, 'dir'), fill);
    expect(await readdir(join(parent, 'dir'))).toEqual(['file']);
  });
});

describe('writeWholeFolder with its options', () => {
  it('keeps what could not be given its name, and says where', async () => {
    const dir = join(parent, 'dir');
    const failing = writeWholeFolder(
      dir,
      async (folder) => {
        await fill(folder);
        await mkdir(join(dir, 'theirs'), { recursive: true });
      },
      { keep: true },
    );
    const message = await failing.then(() => '', String);
    const [, kept = ''] = /; all of it is kept in (.+)$/.exec(message) ?? [];
    expect(await readFile(join(kept, 'file'), 'utf8')).toBe('new');
    expect(await readdir(dir)).toEqual(['theirs']);
  });

  it('replaces a folder only when the new one is full', async () => {
    const dir = join(parent, 'dir');
    await mkdir(dir);
    await writeFile(join(dir, 'old'), '');
    const noMore = (): Promise<void> => Promise.reject(new Error('no more'));
    const options = { replace: true };
    await expect(writeWholeFolder(dir, noMore, options)).rejects.toThrow('no more');
    expect(await readdir(dir)).toEqual(['old']);
    await writeWholeFolder(dir, fill, options);
    expect(await readdir(dir)).toEqual(['file']);
    expect(await readdir(parent)).toEqual(['dir']);
  });
});

describe('tryWholeFolder', () => {
  it('finds out before the work what is in the way, and leaves all as it was', async () => {
    await mkdir(join(parent, 'empty'));
    await mkdir(join(parent, 'full'));
    await writeFile(join(parent, 'full', 'file'), 'mine');
    await symlink(join(parent, 'empty'), join(parent, 'link'));
    for (const name of ['new', 'empty']) await tryWholeFolder(join(parent, name));
    await tryWholeFolder(join(parent, 'full'), { replace: true });
    for (const name of ['full', 'link', 'full/file'])
      await expect(tryWholeFolder(join(parent, name))).rejects.toMatchObject({ code: 'OCCUPIED' });
    const under = tryWholeFolder(join(parent, 'full/file/new'));
    await expect(under).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
    expect((await readdir(parent)).sort()).toEqual(['empty', 'full', 'link']);
    expect(await readFile(join(parent, 'full', 'file'), 'utf8')).toBe('mine');
  });
});
