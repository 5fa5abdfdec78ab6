import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchError } from '../../../tools/bench/errors.mjs';
import { NETWORKS } from './networks.mjs';

/**
 * Writes what all contenders get: `x.f32` and `y.i32`, raw and little-endian; `shape.json` with rows, width and
 * classes; `network.json`, a NetworkSpec.
 *
 * @param {{ network: string, arrays: string | undefined }} options
 * @param {string} folder exists
 * @returns {Promise<{ source: string, rows: number, width: number }>} source: where the rows are from, for people
 */
export async function prepareInput({ network: name, arrays }, folder) {
  const chosen = NETWORKS[name];
  if (chosen === undefined) throw BenchError.expected('ARGUMENTS', 'a network', '--network', name);
  const { network, classes } = chosen;
  const width = network.inputShape.reduce((product, size) => product * size, 1);
  const { x, y } = arrays ? await readRows(arrays, width) : madeUpRows(chosen.rows, width, classes);
  const shape = { rows: y.length, width, classes };
  await writeFile(join(folder, 'x.f32'), x);
  await writeFile(join(folder, 'y.i32'), y);
  await writeFile(join(folder, 'shape.json'), JSON.stringify(shape));
  await writeFile(join(folder, 'network.json'), JSON.stringify(network));
  return { source: arrays ? 'rows of the corpus' : 'made-up rows', ...shape };
}

/** @param {string} folder @param {number} width */
async function readRows(folder, width) {
  const [x, y] = await Promise.all([
    readFile(join(folder, 'train-x.f32')),
    readFile(join(folder, 'train-y.i32')),
  ]).catch((/** @type {Error} */ error) => {
    throw BenchError.expected('INPUT', 'train-x.f32 and train-y.i32', '--arrays', error.message);
  });
  if (x.length !== y.length * width) {
    const what = `${width} float32 values for each label`;
    throw BenchError.expected('INPUT', what, '--arrays', `${x.length} and ${y.length} bytes`);
  }
  return { x: new Float32Array(exact(x)), y: new Int32Array(exact(y)) };
}

/** @param {Buffer} bytes */
const exact = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);

/**
 * Noise with a bump whose place tells the class: something to learn, of unit variance or so, as standardised
 * features are.
 *
 * @param {number} rows
 * @param {number} width
 * @param {number} classes
 */
function madeUpRows(rows, width, classes) {
  let state = 1;
  // Numerical Recipes' linear congruential generator: it need not be good, only the same everywhere.
  const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
  const y = Int32Array.from({ length: rows }, (_, row) => row % classes);
  const x = Float32Array.from({ length: rows * width }, (_, index) => {
    const distance =
      (index % width) / width - ((y[Math.floor(index / width)] ?? 0) + 0.5) / classes;
    return 1.7 * noise() + Math.exp(-((10 * distance) ** 2));
  });
  return { x, y };
}
