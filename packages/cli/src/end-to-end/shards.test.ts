import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { synthesiseDemoCorpus } from '@prosodia/features';

import { prosodia } from './cli-process.js';

let place = '';
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia-cli-shards-'));
  await synthesiseDemoCorpus(join(place, 'demo-corpus'), { actors: 1 });
});
afterAll(() => rm(place, { recursive: true }));

test('parts joined are the table that extract writes, and a part that is there is left alone', async () => {
  const data = join(place, 'demo-corpus');
  const [shards, merged, whole] = ['shards', 'merged.npy', 'whole.npy'].map((name) =>
    join(place, name),
  ) as [string, string, string];
  const part = (shard: string, env = {}) =>
    prosodia(['extract', '--data', data, '--shard', shard, '--out', shards, '--json'], { env });
  expect(JSON.parse((await part('0/2')).stdout)).toMatchObject({ skipped: false, rows: 30 });
  const second = await part('auto/2', { JOB_COMPLETION_INDEX: '1' });
  expect(JSON.parse(second.stdout)).toMatchObject({ shard: 'shard-00001-of-00002', rows: 30 });
  expect(JSON.parse((await part('0/2')).stdout)).toMatchObject({ skipped: true });
  const merge = await prosodia(['merge', shards, '--out', merged, '--json']);
  expect(JSON.parse(merge.stdout)).toMatchObject({ shards: 2, rows: 60, failed: 0 });
  await prosodia(['extract', '--data', data, '--out', whole]);
  expect((await readFile(merged)).equals(await readFile(whole))).toBe(true);
});

test('a part that cannot be is a wrong call, a missing one an error', async () => {
  const out = join(place, 'none');
  const call = ['extract', '--data', place, '--out', out, '--shard'];
  expect(await prosodia([...call, '2/2'])).toMatchObject({ exitCode: 2, stdout: '' });
  expect(await prosodia(['extract', '--shard', '0/2', '--out', out])).toMatchObject({
    exitCode: 2,
  });
  const merge = await prosodia(['merge', out, '--out', join(place, 'none.csv')]);
  expect(merge).toMatchObject({ exitCode: 1, stdout: '' });
  expect(merge.stderr).toContain('(SHARD_MISSING)');
});
