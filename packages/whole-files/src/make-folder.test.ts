import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { makeFolder } from './make-folder.js';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia-make-'));
});
afterEach(async () => {
  await rm(place, { recursive: true });
});

describe('makeFolder', () => {
  it('makes missing parents, and minds neither a folder that is there nor a link to one', async () => {
    await makeFolder(join(place, 'a/b/c'));
    await makeFolder(join(place, 'a/b/c'));
    await symlink(join(place, 'a'), join(place, 'link'));
    await makeFolder(join(place, 'link/d'));
    expect((await stat(join(place, 'a/d'))).isDirectory()).toBe(true);
    await makeFolder('/');
  });

  it('can be asked for the same parents by many at once', async () => {
    const many = Array.from({ length: 20 }, (_, i) => join(place, 'x/y/z', String(i)));
    await Promise.all(many.map(makeFolder));
    expect(many.every((folder) => existsSync(folder))).toBe(true);
  });

  it('names a file that is in the way', async () => {
    await writeFile(join(place, 'file'), '');
    for (const path of ['file', 'file/a', 'file/a/b'])
      await expect(makeFolder(join(place, path))).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
  });

  it.skipIf(!existsSync('/proc/self'))(
    'gives up where the system denies that a folder is there in which nothing can be made',
    async () => {
      await expect(makeFolder('/proc/nope/a/b')).rejects.toMatchObject({
        code: 'NOT_WRITABLE',
        path: '/proc/nope',
        reason: expect.stringContaining('ENOENT') as string,
      });
    },
    1000,
  );
});
