import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { readTable, synthesiseDemoCorpus } from '@prosodia/features';

import { prosodia, type RunOptions } from './_cli-process.js';

/** What kill -9 leaves beside a final name is hidden; nothing may carry the name itself unless it is whole. */
let place = '';
let corpus = '';

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia-interrupt-'));
  corpus = join(place, 'corpus');
  await synthesiseDemoCorpus(corpus, { actors: 2 });
}, 120_000);
afterAll(() => rm(place, { recursive: true }));

const train = (out: string, epochs: number, kill: RunOptions['kill']) =>
  prosodia(
    ['train', '--data', corpus, '--epochs', String(epochs), '--out', out],
    kill === undefined ? {} : { kill },
  );

test('Ctrl-C in the middle of training ends with 130 and leaves nothing at all', async () => {
  const parent = join(place, 'interrupted');
  const outcome = await train(join(parent, 'run'), 10_000, {
    signal: 'SIGINT',
    after: /Epoch +2\//,
  });
  expect(outcome).toMatchObject({ exitCode: 130, stdout: '' });
  expect(outcome.stderr).toMatch(/\nInterrupted\n$/);
  expect(await readdir(parent)).toEqual([]);
});

test('kill -9 in the middle of training leaves nothing under the final name', async () => {
  const parent = join(place, 'killed');
  const outcome = await train(join(parent, 'run'), 10_000, {
    signal: 'SIGKILL',
    after: /Epoch +1\//,
  });
  expect(outcome.exitCode).toBeNull();
  expect(await readdir(parent)).toEqual([]);
});

test.each([0, 20, 60, 120, 250])(
  'kill -9 some %i ms after the last epoch leaves a whole run or none',
  async (delayMs) => {
    const parent = join(place, `ending-${delayMs}`);
    await train(join(parent, 'run'), 1, { signal: 'SIGKILL', after: /Epoch +1\/1/, delayMs });
    const visible = (await readdir(parent)).filter((name) => !name.startsWith('.'));
    if (visible.length === 0) return;
    expect(visible).toEqual(['run']);
    const predictions = await readFile(join(parent, 'run', 'predictions.csv'), 'utf8');
    expect(predictions.split('\n')).toHaveLength(1 + 24 + 1);
    const model = await readdir(join(parent, 'run', 'model'));
    expect(model).toEqual(['SHA256SUMS', 'model.json', 'weights.safetensors']);
  },
);

test.each(['SIGINT', 'SIGKILL'] as const)(
  '%s at any moment of an extraction leaves a whole table or none',
  async (signal) => {
    const folder = await mkdtemp(join(place, `${signal}-`));
    for (const delayMs of [100, 250, 400, 550, 700, 850, 1000]) {
      const out = join(folder, `${delayMs}.csv`);
      const outcome = await prosodia(['extract', '--data', corpus, '--out', out], {
        kill: { signal, delayMs },
      });
      if (signal === 'SIGINT') expect([0, 130, null]).toContain(outcome.exitCode);
      const visible = (await readdir(folder)).filter((name) => !name.startsWith('.'));
      if (visible.includes(`${delayMs}.csv`))
        expect((await readTable(out)).clips).toHaveLength(120);
    }
  },
);
