import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { readTable } from '@prosodia/features';

import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

let demo: DemoPlace;
beforeAll(async () => {
  demo = await makeDemoPlace();
});
afterAll(() => demo.remove());

test('extract leaves a bad file out, names it, and writes the rest sorted', async () => {
  const { folder, names } = await demo.fewAndBroken();
  const out = join(demo.place, 'table.csv');
  const outcome = await prosodia([
    'extract',
    '--data',
    folder,
    '--out',
    out,
    '--threads',
    '1',
    '--json',
  ]);
  expect(outcome.exitCode, outcome.stderr).toBe(0);
  const summary = JSON.parse(outcome.stdout) as { failed: { path: string }[] };
  expect(summary).toMatchObject({ clips: 3, threads: 1 });
  expect(summary.failed.map(({ path }) => path)).toEqual([
    '03-01-08-02-02-02-24.wav',
    'holiday.wav',
  ]);
  for (const { path } of summary.failed) expect(outcome.stderr).toContain(path);
  expect((await readTable(out)).clips.map(({ path }) => path)).toEqual(names);
});

test('extract and check count the same files', async () => {
  const { folder } = await demo.fewAndBroken();
  const out = join(demo.place, 'counted.csv');
  const { stdout: extracted } = await prosodia(['extract', '--data', folder, '--out', out]);
  const [, files] = /, \d+ of (\d+ files?) left out\)/.exec(extracted) ?? [];
  expect(files).toMatch(/^[1-9]/);
  const { stdout: checked } = await prosodia(['check', folder]);
  expect(checked).toContain(` in ${files ?? 'none'}.\n`);
});

test('extract fails when nothing can be read, and leaves no table', async () => {
  const folder = join(demo.place, 'all broken');
  await mkdir(folder);
  await writeFile(join(folder, '03-01-08-02-02-02-24.wav'), 'RIFF');
  const outcome = await prosodia(['extract', '--data', folder, '--out', join(folder, 'table.npy')]);
  expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
  expect(outcome.stderr).toMatch(/\(NOTHING_READ\)\n$/);
  expect(await readdir(folder)).toEqual(['03-01-08-02-02-02-24.wav']);
});

test('extract leaves recordings out that are longer than --max-seconds', async () => {
  const { folder } = await demo.fewAndBroken();
  const places = [
    ['--out', join(demo.place, 'short.csv')],
    ['--out', join(demo.place, 'short shards'), '--shard', '0/1'],
  ];
  for (const place of places) {
    const extract = (...args: string[]) =>
      prosodia(['extract', '--data', folder, ...place, ...args]);
    const none = await extract('--max-seconds', '1');
    expect(none.stdout + none.stderr).toMatch(/WAV_LIMIT|0 clips, 4 left out/);
    const some = await extract('--max-seconds', '20');
    expect(some).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('3 clips') as string,
    });
  }
  expect(await prosodia(['extract', '--out', 'a.csv', '--max-seconds', '0'])).toMatchObject({
    exitCode: 2,
  });
});

test('a table or feature set that is not known is a wrong call, found before any work', async () => {
  const table = await prosodia(['extract', '--data', '/none', '--out', 'table.xls']);
  expect(table).toMatchObject({ exitCode: 2, stdout: '' });
  expect(table.stderr).toMatch(/received table\.xls \(USAGE\)\nRun `prosodia extract --help`/);
  const args = ['extract', '--data', '/none', '--out', 'a.csv', '--features', 'mel-mean-260'];
  expect(await prosodia(args)).toMatchObject({ exitCode: 2, stdout: '' });
});

test('extract refuses a place that it cannot write before it looks at a recording', async () => {
  const nowhere = ['--data', join(demo.place, 'no such corpus')];
  const folder = await mkdtemp(join(demo.place, 'tables '));
  const out = join(folder, 'new', 'table.csv');
  const extract = (...args: string[]) => prosodia(['extract', ...args]);
  const [below, above] = [join(folder, 'file', 'table.csv'), '/proc/nope/table.csv'];
  await writeFile(join(folder, 'file'), '');
  for (const wrong of existsSync('/proc/self') ? [below, above] : [below]) {
    const refused = await extract('--out', wrong, ...nowhere);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^Error: Expected a place that can .+ \(OUT_FILE\)\n$/);
  }
  const few = ['--data', (await demo.fewAndBroken()).folder];
  expect((await extract('--out', out, ...few)).exitCode).toBe(0);
  const again = await extract('--out', out, ...nowhere);
  expect(again).toMatchObject({ exitCode: 1, stdout: '' });
  expect(again.stderr).toMatch(
    /^Error: Expected a new file .+ one that is there; --force replaces it \(OUT_FILE\)\n$/,
  );
  expect((await extract('--out', out, ...few, '--force')).exitCode).toBe(0);
  expect(await readdir(join(folder, 'new'))).toEqual(['table.csv']);
});
