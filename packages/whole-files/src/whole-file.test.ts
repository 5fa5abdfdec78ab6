import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { tryWholeFile, writeWholeFile } from './whole-file.js';

it('keeps the old file until the new one is whole', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'prosodia-file-'));
  const file = join(dir, 'kept.csv');
  await writeFile(file, 'old');
  function* chunks(): Generator<string> {
    yield 'half';
    throw new Error('the rest is missing');
  }
  await expect(writeWholeFile(file, chunks())).rejects.toThrow('the rest is missing');
  expect(await readdir(dir)).toEqual(['kept.csv']);
  expect(await readFile(file, 'utf8')).toBe('old');

  async function* watched(): AsyncGenerator<string | Buffer> {
    yield 'ne';
    const [part, ...others] = await readdir(dir);
    expect(part).toMatch(/^\.kept\.csv\.partial-[0-9a-f]{12}$/); // what a kill -9 here would leave
    expect(others).toEqual(['kept.csv']);
    expect(await readFile(file, 'utf8')).toBe('old');
    yield Buffer.from('w');
  }
  await writeWholeFile(file, watched());
  expect(await readFile(file, 'utf8')).toBe('new');
  await rm(dir, { recursive: true });
});

it('finds out before the work what is in the way, and leaves nothing', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'prosodia-file-'));
  await writeFile(join(dir, 'file'), 'mine');
  await mkdir(join(dir, 'folder'));
  await symlink(join(dir, 'file'), join(dir, 'link'));
  await tryWholeFile(join(dir, 'new'));
  await tryWholeFile(join(dir, 'file'), { replace: true });
  const occupied = { code: 'OCCUPIED' };
  await expect(tryWholeFile(join(dir, 'file'))).rejects.toMatchObject(occupied);
  for (const name of ['folder', 'link'])
    await expect(tryWholeFile(join(dir, name), { replace: true })).rejects.toMatchObject(occupied);
  for (const place of ['missing/new', 'file/new'])
    await expect(tryWholeFile(join(dir, place))).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
  expect((await readdir(dir)).sort()).toEqual(['file', 'folder', 'link']);
  expect(await readFile(join(dir, 'file'), 'utf8')).toBe('mine');
  await rm(dir, { recursive: true });
});
