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
import { writeFolderAtomic } from './_atomic-folder.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'prosodia-folder-'));
});
afterEach(async () => {
  await rm(parent, { recursive: true });
});
const fill = (folder: string): Promise<void> => writeFile(join(folder, 'file'), 'new');

describe('writeFolderAtomic', () => {
  it('shows the folder when it is full, with missing parents', async () => {
    const dir = join(parent, 'a/b');
    await writeFolderAtomic(dir, async (folder) => {
      await fill(folder);
      expect(await readdir(join(parent, 'a'))).not.toContain('b');
    });
    expect(await readdir(join(parent, 'a'))).toEqual(['b']);
    expect(await readFile(join(dir, 'file'), 'utf8')).toBe('new');
  });

  it('leaves nothing where filling fails', async () => {
    const failing = writeFolderAtomic(join(parent, 'dir'), async (folder) => {
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
    await expect(writeFolderAtomic(dir, fill)).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
    expect(await readFile(join(dir, 'file'), 'utf8')).toBe('old');
    expect(await readdir(parent)).toEqual(['dir']);
  });

  it('clears away what a killed run left a day ago, and nothing younger', async () => {
    await mkdir(join(parent, '.dir.part-old'));
    await mkdir(join(parent, '.dir.part-young'));
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
    await utimes(join(parent, '.dir.part-old'), twoDaysAgo, twoDaysAgo);
    await writeFolderAtomic(join(parent, 'dir'), fill);
    expect((await readdir(parent)).sort()).toEqual(['.dir.part-young', 'dir']);
  });

  it('does not mind a folder of a neighbour that is gone when it looks', async () => {
    await symlink(join(parent, 'gone'), join(parent, '.dir.part-gone'));
    await writeFolderAtomic(join(parent, 'dir'), fill);
    expect(await readdir(join(parent, 'dir'))).toEqual(['file']);
  });
});
