import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Short 16-bit recordings of noise in a folder of their own, each of another length, and files that are none.
 *
 * @param {number} count
 * @param {number} seconds of the shortest; the longest has twice as many
 */
export function recordings(count, seconds) {
  const folder = mkdtempSync(join(tmpdir(), 'prosodia-stress-'));
  const write = (/** @type {string} */ name, /** @type {Buffer} */ bytes) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const paths = Array.from({ length: count }, (_, index) => {
    const rate = index % 3 === 0 ? 44_100 : 48_000;
    return write(`${index}.wav`, wav(rate, seconds * (1 + index / count), index));
  });
  const cut = wav(48_000, seconds, 1);
  const broken = [write('text.wav', Buffer.from('no recording')), join(folder, 'missing.wav')];
  broken.push(write('header.wav', cut.subarray(0, 40)));
  return { paths, broken, remove: () => rmSync(folder, { recursive: true }) };
}

/** @param {number} rate @param {number} seconds @param {number} seed */
function wav(rate, seconds, seed) {
  const frames = Math.round(rate * seconds);
  const bytes = Buffer.alloc(44 + 2 * frames);
  bytes.write('RIFF____WAVEfmt ', 'latin1');
  [16, 1 | (1 << 16), rate, 2 * rate, 2 | (16 << 16)].forEach((field, index) =>
    bytes.writeUInt32LE(field, 16 + 4 * index),
  );
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(2 * frames, 40);
  const random = randomSource(seed);
  for (let frame = 0; frame < frames; frame++) {
    bytes.writeInt16LE(Math.round(16_000 * (random() - 0.5)), 44 + 2 * frame);
  }
  return bytes;
}

/**
 * Numbers in [0, 1), the same for the same seed (Numerical Recipes' linear congruential generator).
 *
 * @param {number} seed
 */
export function randomSource(seed) {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
