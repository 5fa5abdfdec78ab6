import { open, mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makerId } from './maker-id.js';
import { encodePack, type KeptRow, type PackTitle } from './pack.js';
import { pruneStore } from './prune-store.js';
import { Shelf } from './shelf.js';

type Step = () => Promise<unknown>;
/** What others do once the next survey is done, before anything is removed. */
const afterSurvey: Step[] = [];
/** What others do once the next pack is written, before those that went into it are removed. */
const afterWrite: Step[] = [];
vi.mock(import('./survey-store.js'), async (original) => {
  const { surveyStore } = await original();
  return {
    surveyStore: async (folder) => {
      const found = await surveyStore(folder);
      await afterSurvey.shift()?.();
      return found;
    },
  };
});
vi.mock(import('./_write-kept.js'), async (original) => {
  const { writeKept } = await original();
  return {
    writeKept: async (...args) => {
      await writeKept(...args);
      await afterWrite.shift()?.();
    },
  };
});

const DAY = 86_400_000;
let dir: string;
let folder: string;
let title: PackTitle;
beforeEach(async () => {
  afterSurvey.length = afterWrite.length = 0;
  dir = await mkdtemp(join(tmpdir(), 'prosodia-prune-races-'));
  folder = join(dir, 'store');
  title = { featureSet: 'two.v1', maker: await makerId(), corpus: dir, width: 2 };
  return () => rm(dir, { recursive: true });
});

const rowsOf = (keys: string): KeptRow[] =>
  Array.from(keys, (key, i) => ({
    ...{ key, frames: 1, warnings: [] },
    values: Float32Array.of(i, 1),
  }));

/** A pack of one row for each letter, last used so long ago. */
async function pack(shelf: string, name: string, keys: string, age = 0): Promise<string> {
  const file = join(folder, 'rows', shelf, `${name}.pack`);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, [...encodePack(title, rowsOf(keys))]);
  const then = new Date(Date.now() - age);
  await utimes(file, then, then);
  return file;
}

const openShelf = (shelf: string): Promise<Shelf> =>
  Shelf.open(join(folder, 'rows', shelf), title, {
    onDamage: () => undefined,
    goOn: (error) => {
      throw error as Error;
    },
  });

/** As a run does that uses the rows of these keys, and tells which of them were there. */
async function use(name: string, keys: string): Promise<string> {
  const shelf = await openShelf(name);
  const found = await keysIn(shelf, keys);
  await shelf.close();
  return found;
}

/** Those of `keys` whose rows are there, sorted. */
async function keysIn(shelf: Shelf, keys: string): Promise<string> {
  const found: string[] = [];
  await shelf.find(keys, ({ key }) => found.push(key));
  return found.sort().join('');
}

const bytesOf = async (file: string): Promise<number> => (await stat(file)).size;

describe('a row that was just written stays, though an older pack holds it too', () => {
  it('where that one would be too old by itself', async () => {
    await pack('s', 'older', 'abc', 10 * DAY);
    await pack('s', 'new', 'a');
    await pruneStore(folder, { olderThanMs: DAY });
    await pruneStore(folder, { olderThanMs: DAY });
    expect(await use('s', 'abc')).toBe('abc');
  });

  it('where that one would be the first to go for the limit', async () => {
    const older = await pack('s', 'older', 'abc', 10 * DAY);
    await pack('other', 'other', 'x', DAY);
    await pack('s', 'new', 'a');
    await pruneStore(folder, { maxBytes: await bytesOf(older) });
    expect([await use('s', 'abc'), await use('other', 'x')]).toEqual(['abc', '']);
  });

  it.each(['before', 'between', 'after'])(
    'written %s another prune that goes by what it saw before',
    async (when) => {
      const older = await pack('s', 'older', 'abc', 10 * DAY);
      await pack('other', 'other', 'x', DAY);
      const write: Step = async () => {
        await pack('s', 'new', 'a');
        await pruneStore(folder);
      };
      const prune = (): Promise<unknown> =>
        bytesOf(older).then((maxBytes) => pruneStore(folder, { maxBytes }));
      if (when === 'before') await write();
      if (when === 'between') afterSurvey.push(write);
      await prune();
      if (when === 'after') await write();
      expect(await use('s', 'a')).toBe('a');
    },
  );
});

it.each([
  ['before either', 0],
  ['before the second looks', 1],
  ['after the second is done', 2],
])('two prunes with a limit leave what fits, where a row is used %s', async (_, when) => {
  const one = await pack('s', 'one', 'a', 2 * DAY);
  await pack('s', 'two', 'b', DAY);
  const limit = { maxBytes: await bytesOf(one) };
  if (when === 0) await use('s', 'a');
  afterSurvey.push(async () => {
    if (when === 1) await use('s', 'a');
    await pruneStore(folder, limit);
    if (when === 2) await use('s', 'a');
  });
  await pruneStore(folder, limit);
  expect(await use('s', 'ab')).toBe(when === 2 ? 'b' : 'a');
});

describe('no row is lost where a run joins packs', () => {
  /** A prune in several orders with a run that adds `c` to the packs of `a` and `b`. */
  const orders: Record<string, (join: Step, prune: Step) => Promise<unknown>> = {
    'all between the look and the removal of a prune': async (join, prune) => {
      afterSurvey.push(join);
      await prune();
    },
    'its writing between the look and the removal of a prune': async (join, prune) => {
      let written = (): void => undefined;
      const isWritten = new Promise<void>((resolve) => (written = resolve));
      let pruned = Promise.resolve<unknown>(undefined);
      let joined = Promise.resolve<unknown>(undefined);
      afterSurvey.push(() => ((joined = join()), isWritten));
      afterWrite.push(() => (written(), pruned));
      pruned = prune();
      await pruned;
      await joined;
    },
    'a prune between its writing and its removal': async (join, prune) => {
      afterWrite.push(prune);
      await join();
    },
    'and another run the same at once': async (join, prune) => {
      afterWrite.push(join, prune);
      await join();
    },
  };
  it.each(Object.entries(orders))('%s', async (_, run) => {
    await pack('s', 'one', 'a', DAY);
    await pack('s', 'two', 'b');
    const running = [await openShelf('s'), await openShelf('s')];
    await run(
      async () => {
        const shelf = running.pop();
        await shelf?.keep(rowsOf('c'));
        await shelf?.close();
      },
      () => pruneStore(folder),
    );
    await Promise.all(running.map((shelf) => shelf.close()));
    expect(await use('s', 'abc')).toBe('abc');
  });

  it('in place of a damaged one of which other rows are wanted later', async () => {
    const damaged = await pack('s', '0', 'abcd');
    const handle = await open(damaged, 'r+');
    await handle.write(Buffer.alloc(16, 1), 0, 16, 0);
    await handle.close();
    const shelf = await openShelf('s');
    expect(await keysIn(shelf, 'ac')).toBe('c');
    await shelf.keep(rowsOf('a'));
    expect(await keysIn(shelf, 'abcd')).toBe('acd');
    await shelf.close();
  });

  it('in place of a damaged one, with a prune between its writing and its removal', async () => {
    // Of two equal packs the first by name counts.
    const damaged = await pack('s', '0', 'abc');
    const handle = await open(damaged, 'r+');
    await handle.write(Buffer.from([1]), 0, 1, 0);
    await handle.close();
    const shelf = await openShelf('s');
    expect(await keysIn(shelf, 'abc')).toBe('bc');
    afterWrite.push(() => pruneStore(folder));
    await shelf.keep(rowsOf('a'));
    await shelf.close();
    expect(await use('s', 'abc')).toBe('abc');
  });
});
