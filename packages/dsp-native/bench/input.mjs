import { readWav, resample } from '@prosodia/dsp-native';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchError } from '../../../tools/bench/errors.mjs';
import { syntheticWav } from './_synthetic-wav.mjs';

/**
 * What all contenders get: lists of files, one path in a line, the same clips in the same order.
 *
 * @typedef {object} BenchInput
 * @property {string} source for people
 * @property {number} clips
 * @property {Record<'wav' | 'native' | 'resampled', string[]>} files WAV files of at least 3.5 s at 48 kHz, and
 *   their window from 0.5 s to 3.5 s as raw 32-bit floats (mono, native byte order) at 48 and at 44.1 kHz
 */

const WINDOW = { offsetSeconds: 0.5, durationSeconds: 3, mono: true };
const SAMPLE_RATE = 48000;

/**
 * @param {{ data: string | undefined, clips: number }} options
 * @param {string} folder where the files that must be made are put
 * @returns {Promise<BenchInput>}
 */
export async function prepareInput({ data, clips }, folder) {
  /** @type {BenchInput['files']} */
  const files = { wav: [], native: [], resampled: [] };
  const candidates = data ? await recordings(data) : await syntheticClips(folder, clips);
  for (const path of candidates) {
    if (files.wav.length === clips) break;
    const { samples, sampleRate } = await readWav(path, WINDOW);
    if (sampleRate !== SAMPLE_RATE || samples.length < WINDOW.durationSeconds * SAMPLE_RATE)
      continue;
    const name = join(folder, String(files.wav.length));
    await writeFile(`${name}.48000.f32`, samples);
    await writeFile(
      `${name}.44100.f32`,
      resample(samples, { fromRate: SAMPLE_RATE, toRate: 44100 }),
    );
    files.wav.push(path);
    files.native.push(`${name}.48000.f32`);
    files.resampled.push(`${name}.44100.f32`);
  }
  if (files.wav.length === 0) {
    const what = 'a folder with WAV files of at least 3.5 s at 48 kHz';
    throw BenchError.expected('INPUT', what, '--data', data);
  }
  const source = data ? 'recordings of the corpus' : 'synthetic sounds (no corpus was found)';
  return { source, clips: files.wav.length, files };
}

/** Evenly over the folder's voices and moods: in steps of about its golden section, each file once. @param {string} data */
async function recordings(data) {
  const names = await readdir(data, { recursive: true }).catch((/** @type {Error} */ error) => {
    throw BenchError.expected(
      'INPUT',
      'a folder that can be read',
      '--data',
      `${data} (${error.message})`,
    );
  });
  const paths = names.filter((name) => /\.wav$/i.test(name)).sort();
  let step = Math.max(1, Math.round(paths.length * 0.618));
  while (greatestDivisor(step, paths.length) > 1) step++;
  return paths.map((_, i) => join(data, paths[(i * step) % paths.length] ?? ''));
}

/** @param {number} a @param {number} b @returns {number} */
function greatestDivisor(a, b) {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** @param {string} folder @param {number} count */
async function syntheticClips(folder, count) {
  const paths = [];
  for (let seed = 0; seed < count; seed++) {
    const path = join(folder, `${seed}.wav`);
    await writeFile(path, syntheticWav(seed));
    paths.push(path);
  }
  return paths;
}
