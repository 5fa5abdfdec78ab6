/**
 * Extracts a corpus in shards by several processes, each killed (SIGKILL) at random moments, and
 * compares the merged table with that of an undisturbed run.
 *
 *     node packages/features/bench/shard-kills.mjs --data DIR [--shards 20] [--processes 4] [--kills 100] [--seed 1]
 *
 * Prints one line of JSON; exits with 1 where the tables differ.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { extractShard, featureSet, mergeShards } from '@prosodia/features';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    shards: { type: 'string', default: '20' },
    processes: { type: 'string', default: '4' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    shard: { type: 'string' },
    out: { type: 'string' },
  },
});
const data = values.data ?? process.env.PROSODIA_DATA ?? '';
const count = Number(values.shards);
const set = featureSet('mel-mean-259.v1');

if (values.shard === undefined) await rehearse();
else await extract(Number(values.shard), values.out ?? '');

async function extract(/** @type {number} */ index, /** @type {string} */ out) {
  await extractShard({ source: data, shard: { index, count }, out, featureSet: set, threads: 1 });
}

async function rehearse() {
  const place = mkdtempSync(join(tmpdir(), 'prosodia-shard-kills-'));
  try {
    const [calm, disturbed] = [join(place, 'calm'), join(place, 'disturbed')];
    const began = performance.now();
    // The undisturbed run has one shard: the bytes must not depend on their number either.
    await extractShard({ source: data, shard: { index: 0, count: 1 }, out: calm, featureSet: set });
    const kills = await disturb(disturbed);
    const tables = [];
    for (const folder of [calm, disturbed]) {
      const table = `${folder}.parquet`;
      const { rows, failed } = await mergeShards(folder, table);
      const sha256 = createHash('sha256').update(readFileSync(table)).digest('hex');
      tables.push({ rows, failed, sha256 });
    }
    const equal = JSON.stringify(tables[0]) === JSON.stringify(tables[1]);
    const seconds = (performance.now() - began) / 1000;
    console.log(JSON.stringify({ equal, shards: count, ...kills, ...tables[1], seconds }));
    if (!equal) process.exitCode = 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Each process takes the next shard; where it was killed, the shard goes back into the queue. */
async function disturb(/** @type {string} */ out) {
  const random = createRandom(Number(values.seed));
  const queue = Array.from({ length: count }, (_, index) => index);
  const wanted = Number(values.kills);
  let [kills, begun, doomedNow] = [0, 0, 0];
  const work = async () => {
    for (;;) {
      // Once all are there, they are asked for again until there have been enough kills.
      const index = queue.shift() ?? (kills < wanted ? Math.floor(random() * count) : undefined);
      if (index === undefined) return;
      begun++;
      const doomed = kills + doomedNow < wanted;
      if (doomed) doomedNow++;
      const ended = await runOne(index, out, doomed ? 1500 * random() : undefined);
      if (doomed) doomedNow--;
      if (ended) continue;
      kills++;
      queue.push(index);
    }
  };
  await Promise.all(Array.from({ length: Number(values.processes) }, work));
  return { kills, begun };
}

/** Whether it came to its end. */
function runOne(
  /** @type {number} */ index,
  /** @type {string} */ out,
  /** @type {number | undefined} */ killAfterMs,
) {
  const script = fileURLToPath(import.meta.url);
  const own = ['--data', data, '--shards', String(count), '--shard', String(index), '--out', out];
  const child = spawn(process.execPath, [script, ...own], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs ?? 2 ** 30);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(true);
      else if (signal === 'SIGKILL') resolve(false);
      else reject(new Error(`shard ${index} ended with ${code ?? signal}`));
    });
  });
}

/** Good enough for moments: a linear congruential generator (Numerical Recipes). */
function createRandom(/** @type {number} */ seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
