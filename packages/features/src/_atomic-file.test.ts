import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeFileAtomic } from './_atomic-file.js';

it('keeps the old file, and nothing else, where the new one fails halfway', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'prosodia-atomic-'));
  const file = join(dir, 'kept.csv');
  await writeFile(file, 'old');
  function* chunks(): Generator<string> {
    yield 'half';
    throw new Error('the rest is missing');
  }
  await expect(writeFileAtomic(file, chunks())).rejects.toThrow('the rest is missing');
  expect(await readdir(dir)).toEqual(['kept.csv']);
  expect(await readFile(file, 'utf8')).toBe('old');

  await writeFileAtomic(file, ['ne', Buffer.from('w')]);
  expect(await readFile(file, 'utf8')).toBe('new');
  await rm(dir, { recursive: true });
});
