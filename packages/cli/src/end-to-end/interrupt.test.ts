import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { readTable, synthesiseDemoCorpus } from '@prosodia/features';

import { prosodia, type RunOptions } from './cli-process.js';

/** What kill -9 leaves beside a final name is hidden; nothing may carry the name itself unless it is whole. */
let place = '';
let corpus = '';

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia-interrupt-'));
  corpus = join(place, 'corpus');
  await synthesiseDemoCorpus(corpus, { actors: 2 });
});
afterAll(() => rm(place, { recursive: true }));

const train = (out: string, epochs: number, kill: RunOptions['kill']) =>
  prosodia(
    ['train', '--data', corpus, '--epochs', String(epochs), '--out', out],
    kill === undefined ? {} : { kill },
  );

test('Ctrl-C in the middle of training ends with 130 and the command that goes on', async () => {
  const parent = join(place, 'interrupted');
  const outcome = await train(join(parent, 'run'), 10_000, {
    signal: 'SIGINT',
    after: /Epoch +2\//,
  });
  expect(outcome).toMatchObject({ exitCode: 130, stdout: '' });
  expect(outcome.stderr).toMatch(
    /\nInterrupted\nTo go on: npx prosodia train --resume .*interrupted\/run\n$/,
  );
  expect(await readdir(parent)).toEqual(['run.unfinished']);
});

test('kill -9 in the middle of training leaves nothing under the final name', async () => {
  const parent = join(place, 'killed');
  const outcome = await train(join(parent, 'run'), 10_000, {
    signal: 'SIGKILL',
    after: /Epoch +1\//,
  });
  expect(outcome.exitCode).toBeNull();
  const left = await readdir(parent);
  expect(left.filter((name) => !name.startsWith('.'))).toEqual(['run.unfinished']);
});

/** The machine decides how far a process gets until a signal reaches it: tries again until it was `there`. */
async function until(there: (trial: number) => Promise<boolean>): Promise<void> {
  for (let trial = 1; trial <= 10; trial++) if (await there(trial)) return;
  throw new Error('Expected the moment to be hit for one of 10 trials but received none');
}

/** The names in a folder; none where there is no folder yet. */
const names = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

test(
  'kill -9 while the run is being written leaves it hidden',
  () =>
    until(async (trial) => {
      const parent = join(place, `writing-${trial}`);
      const hidden = () => names(parent).find((name) => name.startsWith('.run.partial-')) ?? '';
      const begun = () => hidden() !== '' && names(join(parent, hidden())).includes('config.json');
      await train(join(parent, 'run'), 1, { signal: 'SIGKILL', when: begun });
      if (names(parent).includes('run')) return false; // it was faster
      expect(names(join(parent, hidden()))).toContain('config.json');
      return true;
    }),
  300_000,
);

test('kill -9 as soon as the run has its name leaves it whole', async () => {
  const parent = join(place, 'named');
  const named = () => names(join(parent, 'run')).length > 0;
  await train(join(parent, 'run'), 1, { signal: 'SIGKILL', when: named });
  expect(names(parent)).toContain('run');
  const predictions = await readFile(join(parent, 'run', 'predictions.csv'), 'utf8');
  expect(predictions.split('\n')).toHaveLength(1 + 24 + 1);
  const model = await readdir(join(parent, 'run', 'model'));
  expect(model).toEqual(['SHA256SUMS', 'model.json', 'weights.safetensors']);
});

const extract = (folder: string, kill: RunOptions['kill']) =>
  prosodia(
    ['extract', '--data', corpus, '--out', join(folder, 'table.csv')],
    kill === undefined ? {} : { kill },
  );

test(
  'Ctrl-C during the extraction ends with 130 and leaves no table',
  () =>
    until(async () => {
      const folder = await mkdtemp(join(place, 'extract-'));
      const { exitCode } = await extract(folder, { signal: 'SIGINT', after: /^Recordings/ });
      if (exitCode === 0) return false; // the table was being written already
      expect({ exitCode, left: names(folder) }).toEqual({ exitCode: 130, left: [] });
      return true;
    }),
  300_000,
);

test(
  'kill -9 while the table is being written leaves none',
  () =>
    until(async () => {
      const folder = await mkdtemp(join(place, 'extract-'));
      const writing = () => names(folder).some((name) => name.startsWith('.table.csv.partial-'));
      await extract(folder, { signal: 'SIGKILL', when: writing });
      if (names(folder).includes('table.csv')) return false; // it was faster
      expect(names(folder)).toEqual([expect.stringMatching(/^\.table\.csv\.partial-/)]);
      return true;
    }),
  300_000,
);

test('kill -9 as soon as the table has its name leaves it whole', async () => {
  const folder = await mkdtemp(join(place, 'extract-'));
  const named = () => names(folder).includes('table.csv');
  await extract(folder, { signal: 'SIGKILL', when: named });
  expect((await readTable(join(folder, 'table.csv'))).clips).toHaveLength(120);
});
