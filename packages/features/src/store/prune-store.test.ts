import { copyFile, mkdir, mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speechClips } from '../_test-clips.js';
import { speakClip } from '../demo/synthesise-demo-corpus.js';
import { encodeWav } from '../demo/wav.js';
import { extractFeatures } from '../extract/extract-features.js';
import { featureSet } from '../extract/feature-set.js';
import { FeatureStore } from './feature-store.js';
import { pruneStore } from './prune-store.js';
import { surveyStore, type StoreFile } from './survey-store.js';

let dir: string;
let folder: string;
const clips = speechClips(1)
  .slice(0, 2)
  .map((clip) => ({ ...clip, path: clip.path.slice(9) }));
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-prune-'));
  folder = join(dir, 'store');
  for (const { path } of clips)
    await writeFile(join(dir, path), encodeWav(speakClip(path, 0), 48_000));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

const extract = (id: string) =>
  extractFeatures({ dir, clips, featureSet: featureSet(id), store: new FeatureStore({ folder }) });
const age = (file = '') => {
  const then = new Date(Date.now() - 7_200_000);
  return utimes(file, then, then);
};

it('shows what there is, and removes what is old, too much or of no use', async () => {
  expect(await surveyStore(folder)).toEqual([]);
  await extract('mel-mean-259.v1');
  await extract('pooled-stats.v1');
  const files = await surveyStore(folder);
  const pack = { kind: 'features', corpus: dir, entries: 2, stale: false };
  expect(files).toMatchObject([
    { ...pack, featureSet: 'mel-mean-259.v1' },
    { ...pack, featureSet: 'pooled-stats.v1' },
    { kind: 'files', corpus: dir, entries: 2, stale: false },
  ]);
  expect((await pruneStore(folder)).removed).toEqual([]);
  await age(files[0]?.file);
  const old = await pruneStore(folder, { olderThanMs: 3_600_000 });
  expect(old.removed.map(({ featureSet: id }) => id)).toEqual(['mel-mean-259.v1']);

  const abandoned = join(folder, 'files', '.a.json.partial-0123');
  await writeFile(abandoned, '');
  await age(abandoned);
  await truncate(files[2]?.file ?? '', 10);
  const useless = await pruneStore(folder);
  expect(useless.removed.map(({ file }) => file).sort()).toEqual([abandoned, files[2]?.file]);

  const none = await pruneStore(folder, { maxBytes: 0 });
  expect([none.removed.length, none.left.length]).toEqual([1, 0]);
  expect((await extract('pooled-stats.v1')).kept).toBe(0);
});

it('keeps what was used last where not all may stay', async () => {
  await extract('mel-mean-259.v1');
  await extract('pooled-stats.v1');
  for (const { file } of await surveyStore(folder)) await age(file);
  await extract('mel-mean-259.v1');
  const { left } = await pruneStore(folder, { maxBytes: 4000 });
  expect(left.map(({ kind, featureSet: id }) => id ?? kind).sort()).toEqual([
    'files',
    'mel-mean-259.v1',
  ]);
});

describe('of clips that two processes measured at once', () => {
  /** As the packs of another process: of the same clips, and of one of them in another folder. */
  async function measureTwice(): Promise<string[]> {
    await rm(folder, { recursive: true });
    await extract('mel-mean-259.v1');
    const [first = ''] = packsOf(await surveyStore(folder));
    const second = join(dirname(first), 'ffffffffffff.pack');
    await copyFile(first, second);
    const elsewhere = join(dir, 'elsewhere');
    const [clip] = clips;
    if (clip === undefined) throw new Error('no clip');
    await mkdir(elsewhere, { recursive: true });
    await copyFile(join(dir, clip.path), join(elsewhere, clip.path));
    const other = join(dir, 'other-store');
    const store = new FeatureStore({ folder: other });
    await extractFeatures({
      ...{ dir: elsewhere, clips: [clip], store },
      featureSet: featureSet('mel-mean-259.v1'),
    });
    const [one = ''] = packsOf(await surveyStore(other));
    const third = join(dirname(first), '000000000000.pack');
    await copyFile(one, third);
    return [first, second, third];
  }
  const packsOf = (files: readonly StoreFile[]): string[] =>
    files.filter(({ kind }) => kind === 'features').map(({ file }) => file);

  it('keeps one pack, also where two processes prune at once, and reads it from then on', async () => {
    const [first, second, third] = await measureTwice();
    const both = await Promise.all([pruneStore(folder), pruneStore(folder)]);
    for (const { removed } of both) expect(packsOf(removed).sort()).toEqual([third, second]);
    expect(packsOf(await surveyStore(folder))).toEqual([first]);
    expect((await extract('mel-mean-259.v1')).kept).toBe(2);
  });

  it('counts as used the one that stays', async () => {
    const [first = '', ...others] = await measureTwice();
    for (const file of [first, ...others]) await age(file);
    await extract('mel-mean-259.v1');
    const { left } = await pruneStore(folder, { olderThanMs: 3_600_000 });
    expect(packsOf(left)).toEqual([first]);
  });

  it('keeps both where each holds a clip that the other does not', async () => {
    const [, , third = ''] = await measureTwice();
    const [clip, other] = clips;
    if (clip === undefined || other === undefined) throw new Error('no clips');
    await rm(folder, { recursive: true });
    const only = new FeatureStore({ folder });
    await extractFeatures({
      ...{ dir, clips: [other], store: only, featureSet: featureSet('mel-mean-259.v1') },
    });
    const [own = ''] = packsOf(await surveyStore(folder));
    const [one = ''] = packsOf(await surveyStore(join(dir, 'other-store')));
    await copyFile(one, third);
    expect(packsOf((await pruneStore(folder)).left).sort()).toEqual([third, own].sort());
  });
});
