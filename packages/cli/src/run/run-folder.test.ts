import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { writeFlushed } from '@prosodia/whole-files';

import { defaultRunFolder, planRunFolder } from './run-folder.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prosodia run ☂ '));
});
afterEach(() => rm(folder, { recursive: true }));
const fill = (temporary: string) => writeFlushed(join(temporary, 'a.json'), ['{}']);

test('a run appears whole under its final name, parents included', async () => {
  const run = await planRunFolder(join(folder, 'deep', 'run'));
  await run.write(async (temporary) => {
    await fill(temporary);
    expect(await readdir(join(folder, 'deep'))).toEqual([
      expect.stringMatching(/^\.run\.partial-/),
    ]);
  });
  expect(await readFile(join(run.path, 'a.json'), 'utf8')).toBe('{}');
  expect(await readdir(join(folder, 'deep'))).toEqual(['run']);
});

test('a failure on the way leaves nothing behind', async () => {
  const run = await planRunFolder(join(folder, 'run'));
  const failing = run.write(async (temporary) => {
    await fill(temporary);
    throw new Error('disk full');
  });
  await expect(failing).rejects.toThrow('disk full');
  expect(await readdir(folder)).toEqual([]);
});

test('an empty folder is taken over, one with something in it is refused and kept', async () => {
  await mkdir(join(folder, 'empty'));
  await (await planRunFolder(join(folder, 'empty'))).write(() => Promise.resolve());
  await writeFile(join(folder, 'note.txt'), 'mine');
  await expect(planRunFolder(folder)).rejects.toMatchObject({ code: 'RUN_FOLDER' });
  await expect(planRunFolder(join(folder, 'note.txt'))).rejects.toThrow(/received a file$/);
  expect(await readFile(join(folder, 'note.txt'), 'utf8')).toBe('mine');
});

test('a folder that fills up while training runs is not overwritten', async () => {
  const run = await planRunFolder(join(folder, 'run'));
  await mkdir(run.path);
  await writeFile(join(run.path, 'note.txt'), 'mine');
  const failing = run.write(fill);
  const kept = /all of it is kept in (.+)$/;
  await expect(failing).rejects.toMatchObject({
    code: 'RUN_FOLDER',
    message: expect.stringMatching(kept) as string,
  });
  expect(await readdir(run.path)).toEqual(['note.txt']);
  const [, where = ''] = kept.exec(await failing.then(() => '', String)) ?? [];
  expect(await readFile(join(where, 'a.json'), 'utf8')).toBe('{}');
});

test.each(['empty', 'nowhere'])('a link to a folder that is %s is refused before', async (to) => {
  await mkdir(join(folder, 'empty'));
  await symlink(join(folder, to), join(folder, 'run'));
  await expect(planRunFolder(join(folder, 'run'))).rejects.toThrow(/received a link$/);
  expect((await readdir(folder)).sort()).toEqual(['empty', 'run']);
});

test('force takes the place of a former run, and of nothing else', async () => {
  const path = join(folder, 'run');
  await mkdir(path);
  await writeFile(join(path, 'config.json'), '{ "command": "train" }');
  await expect(planRunFolder(path)).rejects.toThrow(/; --force replaces that run$/);
  const run = await planRunFolder(path, { force: true });
  await expect(run.write(() => Promise.reject(new Error('disk full')))).rejects.toThrow('full');
  expect(await readdir(path)).toEqual(['config.json']);
  await run.write(fill);
  expect(await readdir(path)).toEqual(['a.json']);
  expect(await readdir(folder)).toEqual(['run']);
  await expect(planRunFolder(path, { force: true })).rejects.toMatchObject({ code: 'RUN_FOLDER' });
});

test.skipIf(!existsSync('/proc/self'))(
  'a place in which nothing can be made is refused at once',
  async () => {
    const planned = planRunFolder('/proc/nope/run');
    await expect(planned).rejects.toMatchObject({ code: 'RUN_FOLDER' });
  },
  1000,
);

test('the default name sorts by time, names the model and the seed, and is new each time', () => {
  const name = () => defaultRunFolder(new Date('2026-01-02T03:04:05.678Z'), 'notebook-cnn', 7);
  expect(dirname(name())).toBe('runs');
  expect(basename(name())).toMatch(/^20260102T030405Z-notebook-cnn-seed7-[0-9a-f]{6}$/);
  expect(name()).not.toBe(name());
});
