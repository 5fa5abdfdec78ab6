import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256 } from './_sealed-json.js';
import { ContentIndex } from './content-index.js';

let dir: string;
let file: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-index-'));
  file = join(dir, 'sound');
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

it('does not read a file again that was left alone, and does where it was fresh when it was read', async () => {
  await writeFile(file, 'some sound');
  const folder = join(dir, 'index');
  /** Whether the index had anything to write down, which is what it read. */
  const look = async (): Promise<boolean> => {
    const saved = async () => {
      const [name] = await readdir(folder).catch(() => []);
      return name === undefined ? '' : readFile(join(folder, name), 'utf8');
    };
    const before = await saved();
    const index = await ContentIndex.open(folder, dir);
    expect(await index.hashesOf([file])).toEqual([sha256('some sound')]);
    await index.save();
    return (await saved()) !== before;
  };
  expect(await look()).toBe(true);
  // The system's note of the change is of a moment ago: another change might leave no trace.
  expect(await look()).toBe(true);
  await sleep(2100);
  expect(await look()).toBe(true);
  expect(await look()).toBe(false);
});

it('sees a change that keeps size and time', async () => {
  const then = new Date(Date.now() - 3_600_000);
  const index = await ContentIndex.open(join(dir, 'other'), dir);
  for (const text of ['one', 'two']) {
    await writeFile(file, text);
    await utimes(file, then, then);
    expect(await index.hashesOf([file])).toEqual([sha256(text)]);
    expect(await index.isAsSeen(file)).toBe(true);
  }
  await writeFile(file, 'six');
  expect(await index.isAsSeen(file)).toBe(false);
});

it('has no hash of what cannot be read', async () => {
  const index = await ContentIndex.open(join(dir, 'none'), dir);
  expect(await index.hashesOf([join(dir, 'none.wav'), dir])).toEqual([undefined, undefined]);
  expect(await index.isAsSeen(join(dir, 'none.wav'))).toBe(false);
});
