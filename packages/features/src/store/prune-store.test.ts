import { mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { speechClips } from '../_test-clips.js';
import { speakClip } from '../demo/synthesise-demo-corpus.js';
import { encodeWav } from '../demo/wav.js';
import { extractFeatures } from '../extract/extract-features.js';
import { featureSet } from '../extract/feature-set.js';
import { FeatureStore } from './feature-store.js';
import { pruneStore } from './prune-store.js';
import { surveyStore } from './survey-store.js';

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
