import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCorpus } from '../corpora/read-corpus.js';
import { archiveOf, withServer } from './_test-archive.js';
import { findCorpus, locateCorpus, type CorpusEvent } from './locate-corpus.js';
import { userDataFolder } from './user-data-folder.js';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'prosodia-locate-'));
});
afterEach(async () => {
  await rm(dataFolder, { recursive: true });
});
const unreachable = { baseUrl: 'http://127.0.0.1:1/' };

describe('locateCorpus', () => {
  it('takes what the user names before what the environment names before what is kept', async () => {
    const env = { PROSODIA_DATA: join(dataFolder, 'env') };
    const kept = join(dataFolder, 'ravdess');
    await Promise.all([mkdir(env.PROSODIA_DATA), mkdir(kept)]);
    const options = { dataFolder, download: unreachable };
    expect(await locateCorpus({ ...options, data: dataFolder, env })).toEqual({
      path: dataFolder,
      source: 'option',
    });
    expect(await locateCorpus({ ...options, env })).toEqual({
      path: env.PROSODIA_DATA,
      source: 'environment',
    });
    expect(await locateCorpus({ ...options, env: { PROSODIA_DATA: '' } })).toEqual({
      path: kept,
      source: 'data-folder',
    });
    expect(await findCorpus({ ...options, env: {} })).toEqual({
      path: kept,
      source: 'data-folder',
    });
    expect(await findCorpus({ env: {}, dataFolder: kept })).toBeUndefined();
  });

  it.each([
    [
      { data: '/no/such' },
      'Expected a directory or a manifest (.csv, .parquet) for --data but received /no/such',
    ],
    [{ env: { PROSODIA_DATA: '/no/such' } }, 'for PROSODIA_DATA but received /no/such'],
  ])('does not look further where %j is no directory', async (options, message) => {
    await expect(
      locateCorpus({ dataFolder, download: unreachable, ...options }),
    ).rejects.toMatchObject({
      code: 'CORPUS_NOT_FOUND',
      message: expect.stringContaining(message) as string,
    });
  });

  it('downloads RAVDESS once, and then has it', async () => {
    const { data, archive } = await archiveOf({ 'Actor_01/03-01-01-01-01-01-01.wav': 'one' });
    const events: CorpusEvent[] = [];
    const options = {
      dataFolder,
      env: {},
      onEvent: (event: CorpusEvent): void => void events.push(event),
    };
    const located = await withServer(
      (_, response) => response.end(data),
      (baseUrl) => locateCorpus({ ...options, download: { baseUrl, archive } }),
    );
    expect(located).toEqual({ path: join(dataFolder, 'ravdess'), source: 'download' });
    expect(events.at(-1)).toEqual({ kind: 'download', done: data.length, total: data.length });
    expect((await readCorpus(located.path)).synthetic).toBe(false);
    const again = await locateCorpus({ ...options, download: unreachable });
    expect(again).toEqual({ path: located.path, source: 'data-folder' });
  });

  it('says why RAVDESS cannot be had and begins to synthesise', async () => {
    const events: CorpusEvent[] = [];
    const stop = new AbortController();
    const locating = locateCorpus({
      dataFolder,
      env: {},
      download: unreachable,
      signal: stop.signal,
      onEvent: (event) => {
        events.push(event);
        if (event.kind === 'synthesise') stop.abort();
      },
    });
    await expect(locating).rejects.toMatchObject({ name: 'AbortError' });
    expect(events).toEqual([
      {
        kind: 'download-failed',
        message: expect.stringContaining('Expected a file for http://127.0.0.1:1/') as string,
      },
      { kind: 'synthesise', done: 1, total: 1440 },
    ]);
    expect(await readdir(dataFolder)).toEqual([]);
  });

  it('keeps the demo corpus, but asks for RAVDESS first', async () => {
    const kinds: string[] = [];
    await mkdir(join(dataFolder, 'demo.v2-corpus'));
    const located = await locateCorpus({
      dataFolder,
      env: {},
      download: unreachable,
      onEvent: ({ kind }) => kinds.push(kind),
    });
    expect(located).toEqual({ path: join(dataFolder, 'demo.v2-corpus'), source: 'demo' });
    expect(kinds).toEqual(['download-failed']);
  });
});

describe('userDataFolder', () => {
  it.each([
    ['linux', {}, /\.local[/\\]share[/\\]prosodia$/],
    ['linux', { XDG_DATA_HOME: '/data' }, /^[/\\]data[/\\]prosodia$/],
    ['darwin', { XDG_DATA_HOME: '/data' }, /Library[/\\]Application Support[/\\]prosodia$/],
    ['win32', { LOCALAPPDATA: '/local' }, /^[/\\]local[/\\]prosodia$/],
  ] as const)('follows the custom of %s with %j', (platform, env, expected) => {
    expect(userDataFolder(env, platform)).toMatch(expected);
  });
});
