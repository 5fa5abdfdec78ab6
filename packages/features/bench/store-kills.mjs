/**
 * Extracts a corpus through one feature store by several processes at once, each killed (SIGKILL) at a random moment,
 * and compares what the store holds in the end with what is measured without it. Then once more into a store that may
 * hold no file of more than 1 kB, as on a disk that is full.
 *
 *     node packages/features/bench/store-kills.mjs --data DIR [--processes 3] [--kills 100] [--seed 1]
 *
 * Prints one line of JSON; exits with 1 where a bit differs.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { extractFeatures, featureSet, FeatureStore, readCorpus } from '@prosodia/features';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    processes: { type: 'string', default: '3' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string' },
  },
});
const data = values.data ?? process.env.PROSODIA_DATA ?? '';

if (values.store === undefined) await rehearse();
else console.log(JSON.stringify(await extract(values.store)));

/** @param {string} [folder] of the store; without one all is measured */
async function extract(folder) {
  /** @type {string[]} */
  const notices = [];
  const store = folder && new FeatureStore({ folder, onNotice: (words) => notices.push(words) });
  const { dir, clips } = await readCorpus(data);
  const set = featureSet('mel-mean-259.v1');
  const table = await extractFeatures({ dir, clips, featureSet: set, ...(store && { store }) });
  const { values, clips: read, failed, warnings, kept } = table;
  const sha256 = createHash('sha256').update(values);
  sha256.update(JSON.stringify([read, failed, warnings]));
  return { sha256: sha256.digest('hex'), rows: read.length, kept, notices };
}

async function rehearse() {
  const place = mkdtempSync(join(tmpdir(), 'prosodia-store-kills-'));
  try {
    const began = performance.now();
    const wanted = await extract();
    let [kills, begun, damaged, equal] = [0, 0, 0, true];
    const random = createRandom(Number(values.seed));
    const look = (/** @type {Awaited<ReturnType<typeof extract>>} */ told) => {
      equal &&= told.sha256 === wanted.sha256;
      damaged += told.notices.length;
    };
    /** @type {number} */
    let longest = 1000;
    const work = async () => {
      while (kills < Number(values.kills)) {
        // A new store now and then, or nearly all kills would meet one that is finished.
        const store = join(place, `store-${Math.floor(begun++ / 10)}`);
        const start = performance.now();
        const told = await runOne(store, random() < 0.8 ? longest * random() : undefined);
        if (told === undefined) kills++;
        else {
          longest = performance.now() - start;
          look(told);
        }
      }
    };
    await Promise.all(Array.from({ length: Number(values.processes) }, work));
    const store = join(place, 'store-0');
    const last = [await extract(store), await extract(store)];
    for (const told of last) look(told);
    equal &&= last[1]?.kept === wanted.rows;
    const full = await runOne(join(place, 'full'), undefined, 1);
    const fullDisk = full?.sha256 === wanted.sha256 && full.notices.length === 1;
    const seconds = (performance.now() - began) / 1000;
    const { rows, sha256 } = wanted;
    console.log(JSON.stringify({ equal, kills, begun, damaged, fullDisk, rows, sha256, seconds }));
    if (!equal || !fullDisk) process.exitCode = 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * What a process told; undefined where it was killed.
 *
 * @param {string} store
 * @param {number} [killAfterMs]
 * @param {number} [fileBlocks] of 1024 bytes, the most that a file may have
 * @returns {Promise<Awaited<ReturnType<typeof extract>> | undefined>}
 */
function runOne(store, killAfterMs = 2 ** 30, fileBlocks) {
  const own = [fileURLToPath(import.meta.url), '--data', data, '--store', store];
  const limited = `trap '' XFSZ; ulimit -f ${fileBlocks}; exec "$0" "$@"`;
  const child =
    fileBlocks === undefined
      ? spawn(process.execPath, own, { stdio: ['ignore', 'pipe', 'inherit'] })
      : spawn('bash', ['-c', limited, process.execPath, ...own], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ some) => {
    text += some;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(JSON.parse(text));
      else if (signal === 'SIGKILL') resolve(undefined);
      else reject(new Error(`a process ended with ${code ?? signal}`));
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
