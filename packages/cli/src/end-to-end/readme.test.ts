import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { synthesiseDemoCorpus } from '@prosodia/features';

const root = fileURLToPath(new URL('../..', import.meta.url));
let place = '';

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia-readme-'));
  const speaker = join(place, 'corpus', 'Actor_01');
  await synthesiseDemoCorpus(join(place, 'corpus'), { actors: 2 });
  await copyFile(join(speaker, '03-01-03-01-01-01-01.wav'), join(place, 'happy.wav'));
  await copyFile(join(speaker, '03-01-04-01-01-01-01.wav'), join(place, 'sad.wav'));
});
afterAll(() => rm(place, { recursive: true }));

test('every example of the README runs, one after the other, and all of them again', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, code]) => code ?? '');
  expect(blocks).toHaveLength(2);
  // The checkout has no installed `prosodia`; what npx would start is the same file.
  const npx = `set -euo pipefail\nnpx() { shift; "${process.execPath}" "${join(root, 'bin', 'prosodia.js')}" "$@"; }\n`;
  const env = { ...process.env, PROSODIA_DATA: join(place, 'corpus') };
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-c', npx + [...blocks, ...blocks].join('\n')],
    {
      cwd: place,
      env,
    },
  );
  expect(stdout).toMatch(/^happy\.wav +\w+ .*\nsad\.wav +\w+ /m);
  expect((await readdir(place)).sort()).toEqual([
    'corpus',
    'features.csv',
    'first.html',
    'happy.wav',
    'runs',
    'sad.wav',
  ]);
});
