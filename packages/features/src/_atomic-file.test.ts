import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeFileAtomic } from './_atomic-file.js';

it('keeps the old file until the new one is whole', async () => {
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

  async function* watched(): AsyncGenerator<string | Buffer> {
    yield 'ne';
    const [part, ...others] = await readdir(dir);
    expect(part).toMatch(/^\.kept\.csv\.[0-9a-f]{12}\.part$/); // what a kill -9 here would leave
    expect(others).toEqual(['kept.csv']);
    expect(await readFile(file, 'utf8')).toBe('old');
    yield Buffer.from('w');
  }
  await writeFileAtomic(file, watched());
  expect(await readFile(file, 'utf8')).toBe('new');
  await rm(dir, { recursive: true });
});
