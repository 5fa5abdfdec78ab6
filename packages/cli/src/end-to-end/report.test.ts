import { mkdir, mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { prosodia } from './cli-process.js';
import { makeDemoPlace, type DemoPlace } from './demo-corpus.js';

/** A demo corpus of two voices and two runs on it, of which one was given it relative to its folder. */
let demo: DemoPlace;
let runs: string[];
beforeAll(async () => {
  demo = await makeDemoPlace();
  runs = ['16', '32'].map((size) => join(demo.place, `b${size}`));
  for (const [index, out] of runs.entries()) {
    const options = ['--epochs', '1', '--batch-size', `${16 * (index + 1)}`, '--no-report'];
    const data = index === 0 ? basename(demo.corpus) : demo.corpus;
    const { exitCode, stderr } = await prosodia(
      ['train', '--data', data, '--out', out, ...options],
      { cwd: demo.place },
    );
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
    expect(stderr).toMatch(
      /The report shows no spectrograms and no sounds: .* none of them; --data PATH says where the recordings are\n/,
    );
    expect(await readFile(out, 'utf8')).toContain('Actor 02, female, ');
  } finally {
    await rename(elsewhere, demo.corpus);
  }
});

test('report names the folder that is no run, and says what is, before it looks at the page to write', async () => {
  await writeFile(join(demo.place, 'report.html'), 'a former page');
  const { exitCode, stderr } = await prosodia(['report', demo.corpus], { cwd: demo.place });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /Expected the folder of a run or of an evaluation for .* received a folder of something else; `prosodia train`/,
  );
});

/** The page of a folder, made from another folder, and what was said on the way. */
async function pageFromElsewhere(folder: string, ...more: string[]) {
  const cwd = await mkdtemp(join(demo.place, 'elsewhere '));
  const args = ['report', folder, '--out', 'page.html', ...more];
  const { exitCode, stderr } = await prosodia(args, { cwd });
  expect(exitCode, stderr).toBe(0);
  return { stderr, html: await readFile(join(cwd, 'page.html'), 'utf8') };
}

test('report finds the recordings of a manifest from anywhere, and names it in the command to repeat', async () => {
  const manifest = join(demo.place, 'list.csv');
  const rows = (await readdir(join(demo.corpus, 'Actor_01'))).map((name) =>
    [
      join(basename(demo.corpus), 'Actor_01', name),
      ...[name.slice(6, 8) === '05' ? 'angry' : 'neutral', 'ada'],
    ].join(),
  );
  await writeFile(manifest, ['path,label,speaker', ...rows, ''].join('\n'));
  const out = join(demo.place, 'of a manifest');
  const trained = await prosodia(
    [
      ...['train', '--data', 'list.csv', '--model', 'notebook-cnn', '--epochs', '1'],
      ...['--out', out, '--no-report'],
    ],
    { cwd: demo.place },
  );
  expect(trained.exitCode, trained.stderr).toBe(0);
  expect(JSON.parse(await readFile(join(out, 'config.json'), 'utf8'))).toMatchObject({
    options: { data: manifest },
    corpus: { path: manifest, dir: demo.place },
  });
  const { stderr, html } = await pageFromElsewhere(out);
  expect(stderr).not.toContain('Warning: The report');
  expect(html).toContain('<audio ');
  const command = /<code class="command">([^]*?)<\/code>/.exec(html)?.[1] ?? '';
  expect(command).toContain('/list.csv');
});

test('report looks for the recordings of an older run, which has a relative path, at that path alone', async () => {
  const older = join(demo.place, 'older');
  await mkdir(older);
  for (const name of ['metrics.json', 'history.csv', 'predictions.csv'])
    await writeFile(join(older, name), await readFile(join(runs[0] ?? '', name)));
  const text = await readFile(join(runs[0] ?? '', 'config.json'), 'utf8');
  const config = JSON.parse(text) as { options: object; corpus: object };
  const written = {
    ...config,
    options: { ...config.options, data: '.' },
    corpus: { name: 'demo', dir: '.', synthetic: true },
  };
  await writeFile(join(older, 'config.json'), JSON.stringify(written));
  const lost = await pageFromElsewhere(older);
  expect(lost.stderr).toMatch(
    /Expected its recordings for \., as it is seen from .*elsewhere .* none of them; --data PATH says/,
  );
  const found = await pageFromElsewhere(older, '--data', demo.corpus);
  expect(found.stderr).not.toContain('Warning: The report');
  expect(found.html.match(/<audio /g)).toHaveLength(24);
});
