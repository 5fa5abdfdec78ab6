import { extract } from '@prosodia/dsp-native';
import { createHash } from 'node:crypto';
import { recordings } from './_recordings.mjs';

/**
 * The same recordings with 1 to 16 threads, in batches of several sizes, again and again: always the same bits.
 *
 * @param {{ count: number }} options
 */
export async function repeats({ count }) {
  const { paths, remove } = recordings(24, 0.8);
  const prints = new Map();
  let runs = 0;
  try {
    for (let round = 0; round < count; round++) {
      for (let threads = 1; threads <= 16; threads++) {
        const size = [1, 5, 24, 11][(round + threads) % 4] ?? 1;
        const print = await fingerprint(paths, size, threads);
        prints.set(print, (prints.get(print) ?? 0) + 1);
        runs++;
      }
    }
  } finally {
    remove();
  }
  return {
    sound: prints.size === 1,
    told: `${runs} runs over 1 to 16 threads and batches of 1 to 24 gave ${prints.size} result${prints.size === 1 ? '' : 's'}`,
  };
}

/** @param {string[]} paths @param {number} size of a batch @param {number} threads */
async function fingerprint(paths, size, threads) {
  const hash = createHash('sha256');
  for (let start = 0; start < paths.length; start += size) {
    const { values, failures } = await extract(paths.slice(start, start + size), { threads });
    if (failures[0]) throw new Error(failures[0].message);
    hash.update(values);
  }
  return hash.digest('hex');
}
