import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCorpus } from '../corpora/read-corpus.js';
import { synthesiseDemoCorpus } from '../demo/synthesise-demo-corpus.js';
import { featureSet } from '../extract/feature-set.js';
import { readTable } from '../tables/table-file.js';
import { extractShard } from './extract-shard.js';
import { mergeShards } from './merge-shards.js';
import { planShard } from './plan.js';
import { parseShardIndex, shardName } from './shard-index.js';

const set = featureSet('mel-mean-259.v1');
let place: string;
let data: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'prosodia-shards-'));
  data = join(place, 'corpus');
  await synthesiseDemoCorpus(data, { actors: 1 });
  await writeFile(join(data, '03-01-01-01-01-01-09.wav'), 'broken');
});
afterAll(async () => {
  await rm(place, { recursive: true });
});

const extract = (out: string, index: number, count: number, threads = 1) =>
  extractShard({ source: data, shard: { index, count }, out, featureSet: set, threads });

async function extractAll(name: string, count: number, order: readonly number[]): Promise<string> {
  const out = join(place, name);
  for (const index of order) await extract(out, index, count, 1 + (index % 2));
  return out;
}

describe('parseShardIndex', () => {
  it.each([
    ['0/1', {}, { index: 0, count: 1 }],
    ['19/20', {}, { index: 19, count: 20 }],
    ['auto/20', { JOB_COMPLETION_INDEX: '7' }, { index: 7, count: 20 }],
    ['auto/20', { SLURM_ARRAY_TASK_ID: '0' }, { index: 0, count: 20 }],
  ])('reads %s with %j', (text, env, shard) => {
    expect(parseShardIndex(text, env)).toEqual(shard);
  });

  it.each([
    ['20/20', {}, 'Expected an index from 0 to 19 for shard but received 20/20'],
    ['1/0', {}, 'Expected i/N'],
    ['-1/2', {}, 'Expected i/N'],
    ['auto/2', {}, 'Expected one of JOB_COMPLETION_INDEX, SLURM_ARRAY_TASK_ID'],
    ['auto/2', { SLURM_ARRAY_TASK_ID: '2' }, 'from 0 to 1'],
  ])('refuses %s with %j', (text, env, message) => {
    expect(() => parseShardIndex(text, env)).toThrow(message);
  });
});

describe('planShard', () => {
  it.each([1, 2, 7, 61, 100])('gives each clip to one of %d shards, in order', async (count) => {
    const plans = [];
    for (let index = 0; index < count; index++) plans.push(await planShard(data, { index, count }));
    const paths = plans.flatMap(({ clips }) => clips.map(({ path }) => path));
    expect(paths).toEqual((await readCorpus(data)).clips.map(({ path }) => path));
    const sizes = plans.map(({ clips }) => clips.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it('sorts a manifest, whatever its order, and takes each path once', async () => {
    const rows = ['path,label,speaker', 'c,sad,x', 'a,sad,x', 'b,sad,x', 'a,sad,x', 'd,sad,x'];
    const manifest = join(place, 'plan.csv');
    await writeFile(manifest, rows.join('\n'));
    const plans = [0, 1].map((index) => planShard(manifest, { index, count: 2 }));
    expect((await Promise.all(plans)).map(({ clips }) => clips.map(({ path }) => path))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});

describe('shards', () => {
  it('give the same table for any number, order and threads, in every format', async () => {
    const one = await extractAll('one', 1, [0]);
    const five = await extractAll('five', 5, [3, 0, 4, 1, 2]);
    for (const suffix of ['parquet', 'csv', 'npy', 'npz']) {
      const files = [join(place, `one.${suffix}`), join(place, `five.${suffix}`)] as const;
      const merged = await mergeShards(one, files[0]);
      expect(merged).toMatchObject({ shards: 1, rows: 60, failed: 1 });
      expect(merged.errors).toEqual([
        expect.objectContaining({ path: '03-01-01-01-01-01-09.wav', code: 'WAV_NOT_WAVE' }),
      ]);
      expect(merged.errors[0]?.message).not.toContain(place);
      expect(await mergeShards(five, files[1])).toEqual({ ...merged, shards: 5 });
      expect((await readFile(files[1])).equals(await readFile(files[0]))).toBe(true);
    }
    expect(await readTable(join(place, 'one.csv'))).toEqual(
      await readTable(join(place, 'five.parquet')),
    );
  });

  it('are left alone where they are whole, and made again where they are damaged or the files changed', async () => {
    const out = join(place, 'again');
    expect((await extract(out, 0, 2)).skipped).toBe(false);
    expect((await extract(out, 0, 2)).skipped).toBe(true);
    await truncate(join(out, shardName({ index: 0, count: 2 }), 'values.f32'), 100);
    expect((await extract(out, 0, 2)).skipped).toBe(false);
    await writeFile(join(data, '03-01-01-01-01-01-09.wav'), 'still broken');
    expect((await extract(out, 0, 2)).skipped).toBe(false);
    await writeFile(join(data, '03-01-01-01-01-01-09.wav'), 'broken');
    expect(await readdir(out)).toEqual([shardName({ index: 0, count: 2 })]);
  });

  it('are refused by the merge where one is missing, damaged or of another plan', async () => {
    const out = join(place, 'refused');
    const file = join(place, 'refused.csv');
    await expect(mergeShards(out, file)).rejects.toMatchObject({ code: 'SHARD_MISSING' });
    await extract(out, 0, 2);
    await expect(mergeShards(out, file)).rejects.toThrow(
      `Expected 2 shards for ${out} but received none with index 1`,
    );
    await extract(out, 1, 2);
    await truncate(join(out, shardName({ index: 1, count: 2 }), 'clips.jsonl'), 100);
    await expect(mergeShards(out, file)).rejects.toMatchObject({ code: 'SHARD_MALFORMED' });
    await extract(out, 0, 3);
    await expect(mergeShards(out, file)).rejects.toThrow('plans of 2 and 3');
    expect(await readdir(place)).not.toContain('refused.csv');
  });

  it('come out the same when their processes are killed at random moments', () => {
    const script = fileURLToPath(new URL('../../bench/shard-kills.mjs', import.meta.url));
    const args = ['--data', data, '--shards', '4', '--processes', '2', '--kills', '6'];
    const said = execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    expect(JSON.parse(said)).toMatchObject({ equal: true, kills: 6, rows: 60, failed: 1 });
  });
});
