import { extract } from '@prosodia/dsp-native';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomSource, recordings } from './_recordings.mjs';

/**
 * Aborts a batch at a random moment, again and again. Each call settles at once with the signal's reason, and the
 * next batch after it has all its numbers.
 *
 * @param {{ count: number, seed?: number }} options
 */
export async function aborts({ count, seed = 1 }) {
  const random = randomSource(seed);
  const { paths, remove } = recordings(8, 1);
  const many = Array.from({ length: 100 }, () => paths).flat();
  const reference = await extract(paths);
  const waits = [];
  let wrong = 0;
  try {
    for (let round = 0; round < count; round++) {
      const controller = new AbortController();
      const running = extract(many, { signal: controller.signal });
      const settled = running.then(
        () => 'a result',
        (error) => (error === controller.signal.reason ? performance.now() : error),
      );
      await sleep(10 * random());
      const aborted = performance.now();
      controller.abort();
      const end = await settled;
      if (typeof end === 'number') waits.push(end - aborted);
      else wrong++;
      if (round % 10 === 9 && !same(await extract(paths), reference)) wrong++;
    }
  } finally {
    remove();
  }
  const longest = Math.max(...waits);
  return {
    sound: wrong === 0 && waits.length === count && longest <= 50,
    told: `${waits.length} of ${count} aborted calls settled, after ${longest.toFixed(1)} ms at most; ${wrong} wrong`,
  };
}

/** @typedef {import('@prosodia/dsp-native').ExtractResult} ExtractResult */

/** @param {ExtractResult} a @param {ExtractResult} b */
function same(a, b) {
  return a.failures.length === 0 && Buffer.compare(bytesOf(a.values), bytesOf(b.values)) === 0;
}

/** @param {Float32Array} values */
function bytesOf({ buffer, byteOffset, byteLength }) {
  return Buffer.from(buffer, byteOffset, byteLength);
}
