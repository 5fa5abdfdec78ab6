import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunMetrics } from '@prosodia/records';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

/** What train refuses, and what it says of recordings that do not serve as they should. */
let demo: DemoPlace;
beforeAll(async () => {
  demo = await makeDemoPlace();
});
afterAll(() => demo.remove());

test('a corpus too small to split says so, and leaves no run', async () => {
  const { folder } = await demo.fewAndBroken();
  const outcome = await prosodia(['train', '--data', folder, '--out', join(demo.place, 'small')]);
  expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
  expect(outcome.stderr).toMatch(/Error: Expected .+ \(SPLIT_IMPOSSIBLE\)\n$/);
  expect(await readdir(demo.place)).not.toContain('small');
});

test('recordings of one emotion are refused, and of a few the result says which it is about', async () => {
  const one = await prosodia([
    'train',
    '--data',
    await demo.only('05'),
    '--out',
    join(demo.place, 'one'),
  ]);
  expect(one).toMatchObject({ exitCode: 1, stdout: '' });
  expect(one.stderr).toMatch(
    /Error: Expected .+ two emotions .+ 16 of angry \(NOTHING_TO_TELL_APART\)\n$/,
  );
  const out = join(demo.place, 'two');
  const data = await demo.only('04', '05');
  const args = ['train', '--data', data, '--epochs', '1', '--selection', 'last', '--out', out];
  const two = await prosodia(args);
  expect(two.exitCode, two.stderr).toBe(0);
  const words = 'There are no recordings of neutral, calm, happy, fearful, disgust, surprised: ';
  expect(two.stderr).toContain(`Warning: ${words}`);
  expect(two.stdout).toContain(words);
  const { warnings } = JSON.parse(await readFile(join(out, 'metrics.json'), 'utf8')) as RunMetrics;
  expect(warnings[0]).toContain(words);
});

test.skipIf(!existsSync('/proc/self'))(
  'train refuses at once a place in which nothing can be made',
  async () => {
    const refused = await prosodia(['train', '--data', demo.corpus, '--out', '/proc/nope/run']);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^Error: Expected a place .+ ENOENT.+ \(RUN_FOLDER\)\n$/);
  },
  10_000,
);

test('train --force takes the place of a former run', async () => {
  const out = join(demo.place, 'forced');
  const args = ['train', '--data', demo.corpus, '--epochs', '1', '--out', out];
  expect((await prosodia(args)).exitCode).toBe(0);
  const first = await readFile(join(out, 'config.json'), 'utf8');
  const refused = await prosodia(args);
  expect(refused.stderr).toMatch(/; --force replaces that run \(RUN_FOLDER\)\n$/);
  expect((await prosodia([...args, '--force'])).exitCode).toBe(0);
  expect(await readFile(join(out, 'config.json'), 'utf8')).not.toBe(first);
});
