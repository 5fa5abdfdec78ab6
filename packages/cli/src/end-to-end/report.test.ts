import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

/** A demo corpus of two voices and two runs on it. */
let demo: DemoPlace;
let runs: string[];
beforeAll(async () => {
  demo = await makeDemoPlace();
  runs = ['16', '32'].map((size) => join(demo.place, `b${size}`));
  for (const [index, out] of runs.entries()) {
    const options = ['--epochs', '1', '--batch-size', `${16 * (index + 1)}`, '--no-report'];
    const { exitCode, stderr } = await prosodia([
      ...['train', '--data', demo.corpus, '--out', out],
      ...options,
    ]);
    expect(exitCode, stderr).toBe(0);
  }
});
afterAll(() => demo.remove());

test('train leaves the page out where that is asked for', async () => {
  expect(await readdir(runs[0] ?? '')).not.toContain('report.html');
});

test('report shows two runs with every clip, and writes the charts', async () => {
  const [out, charts] = [join(demo.place, 'page.html'), join(demo.place, 'charts')];
  const done = await prosodia(['report', ...runs, '--out', out, '--charts', charts, '--json']);
  expect(done.exitCode, done.stderr).toBe(0);
  const html = await readFile(out, 'utf8');
  const summary = JSON.parse(done.stdout) as { bytes: number; charts: number };
  expect(summary).toMatchObject({ out, folders: 2, bytes: Buffer.byteLength(html) });
  expect(await readdir(charts)).toHaveLength(2 * summary.charts);
  expect(html.match(/<audio /g)).toHaveLength(24);
  expect(html.match(/<img class="thumbnail"/g)).toHaveLength(24);
  expect(html).toContain('A program made these sounds.');
  const refused = await prosodia(['report', ...runs, '--out', out]);
  expect(refused).toMatchObject({ exitCode: 1 });
  expect(refused.stderr).toContain('--force replaces it');
});

test('report goes on without the recordings, and says so', async () => {
  const out = join(demo.place, 'silent.html');
  const elsewhere = `${demo.corpus} moved`;
  await rename(demo.corpus, elsewhere);
  try {
    const { exitCode, stderr } = await prosodia(['report', runs[0] ?? '', '--out', out]);
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('The report shows no spectrograms and no sounds: ');
    expect(await readFile(out, 'utf8')).toContain('Actor 02, female, ');
  } finally {
    await rename(elsewhere, demo.corpus);
  }
});

test('report names the folder that is no run, and says what is', async () => {
  const { exitCode, stderr } = await prosodia(['report', demo.corpus], { cwd: demo.place });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /Expected the folder of a run or of an evaluation for .* received a folder of something else; `prosodia train`/,
  );
});
