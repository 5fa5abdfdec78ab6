import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import * as features from './index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = await readFile(join(root, 'README.md'), 'utf8');

it('has a first example that runs and prints what it says', async () => {
  const example = /```js\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const said = /console\.log\(.*\n\/\/ (.*)\n/.exec(example)?.[1];
  expect(said).toMatch(/\d+ clips/);
  // Within the package, where its own name leads to its sources.
  await mkdir(join(root, 'build'), { recursive: true });
  const folder = await mkdtemp(join(root, 'build', 'readme-'));
  const before = process.cwd();
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await writeFile(join(folder, 'example.mjs'), example);
    process.chdir(folder);
    await import(/* @vite-ignore */ join(folder, 'example.mjs'));
    expect(print.mock.calls).toEqual([[said]]);
    expect((await readdir(folder)).sort()).toEqual(['demo', 'example.mjs', 'features.csv']);
  } finally {
    process.chdir(before);
    print.mockRestore();
    await rm(folder, { recursive: true });
  }
});

it('names only functions that there are, and all of those that are not details', () => {
  const table = readme.slice(readme.indexOf('## What is in it'), readme.indexOf('Every error'));
  const named = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(10);
  const details = [
    'CLIP_COLUMNS',
    'CORPUS_READERS',
    'availableThreads',
    'isAudioName',
    'DEMO_CORPUS_ID',
    'FeaturesError',
    'RAVDESS_SONG_ARCHIVE',
    'RAVDESS_SPEECH_ARCHIVE',
    'RAVDESS_TERMS',
    'RAVDESS_STATEMENTS',
    'RAVDESS_URL',
    'SYNTHETIC_MARKER',
    'formatRavdessName',
    'ravdessClip',
    'ravdessSpeaker',
    'ravdessSpeechNames',
  ];
  expect([...named, ...details].sort()).toEqual(Object.keys(features).sort());
});
