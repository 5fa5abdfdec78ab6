import { extract } from '@prosodia/dsp-native';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { randomSource, recordings } from './_recordings.mjs';

const WORKER = fileURLToPath(new URL('_worker.mjs', import.meta.url));
/** Worker threads at work at a time. */
const AT_ONCE = 8;

/**
 * Worker threads that call the addon all the time, each ended by terminate() at a random moment. The others, and
 * the main thread, work on; nothing crashes, nothing hangs.
 *
 * @param {{ count: number, seed?: number }} options
 */
export async function workers({ count, seed = 1 }) {
  const random = randomSource(seed);
  const { paths, broken, remove } = recordings(4, 0.6);
  let left = count;
  let ended = 0;
  const oneAfterAnother = async () => {
    while (left-- > 0) {
      const worker = new Worker(WORKER, { workerData: { paths, broken }, execArgv: [] });
      // Before the addon is loaded, while it is, or in the middle of its work.
      if (random() < 0.8) await once(worker, 'message');
      await sleep(30 * random());
      await worker.terminate();
      ended++;
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, oneAfterAnother));
    const { failures } = await extract(paths);
    const sound = ended === count && failures.length === 0;
    return { sound, told: `${ended} of ${count} worker threads terminated, ${AT_ONCE} at a time` };
  } finally {
    remove();
  }
}

/**
 * Processes that call process.exit() with the addon's threads at work. Each ends with the code it gave.
 *
 * @param {{ count: number, seed?: number }} options
 */
export async function exits({ count, seed = 1 }) {
  const random = randomSource(seed);
  const { paths, broken, remove } = recordings(4, 0.6);
  const ends = [];
  try {
    for (let round = 0; round < count; round++) {
      const data = { paths, broken, exitAfter: Math.floor(60 * random()) };
      const env = { ...process.env, STRESS_DATA: JSON.stringify(data) };
      const child = spawn(process.execPath, [WORKER], { env, stdio: 'inherit' });
      const [code, signal] = await once(child, 'exit');
      ends.push(signal ?? code);
    }
  } finally {
    remove();
  }
  const right = ends.filter((end) => end === 7).length;
  return {
    sound: right === count,
    told: `${right} of ${count} processes ended with their own code`,
  };
}
