import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchError } from '../../../tools/bench/errors.mjs';
import { NETWORKS } from './networks.mjs';

/**
 * Writes what all contenders of a network get: `x.f32` and `y.i32`, raw and little-endian; `shape.json` with rows, width
 * and classes; `network.json`, a NetworkSpec; `settings.json`, how it is trained.
 *
 * @param {Pick<import('./_arguments.mjs').BenchOptions, 'arrays' | 'batchSizes' | 'rows'> & { name: string }} options
 * @param {string} parent exists; the folder of the input is made in it
 * @returns {Promise<BenchInput>}
 *
 * @typedef {object} BenchInput
 * @property {string} network its name
 * @property {number[]} batchSizes
 * @property {string} folder
 * @property {string} source where the rows are from, for people
 * @property {number} rows
 * @property {number} width
 */
export async function prepareInput({ name, arrays, batchSizes, rows: most = Infinity }, parent) {
  const chosen = NETWORKS[name];
  if (chosen === undefined) throw BenchError.expected('ARGUMENTS', 'a network', '--network', name);
  const { network, settings, classes } = chosen;
  const width = network.inputShape.reduce((product, size) => product * size, 1);
  const all = arrays ? await readRows(arrays, width) : madeUpRows(chosen);
  const [rows, folder] = [Math.min(all.y.length, most), join(parent, name)];
  await mkdir(folder);
  await writeFile(join(folder, 'x.f32'), all.x.subarray(0, rows * width));
  await writeFile(join(folder, 'y.i32'), all.y.subarray(0, rows));
  await writeFile(join(folder, 'shape.json'), JSON.stringify({ rows, width, classes }));
  await writeFile(join(folder, 'network.json'), JSON.stringify(network));
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
  const source = arrays ? 'rows of the corpus' : 'made-up rows';
  return {
    network: name,
    batchSizes: batchSizes ?? chosen.batchSizes,
    folder,
    source,
    rows,
    width,
  };
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
 * features are. The place is one in time, or among the channels where there are any.
 *
 * @param {import('./networks.mjs').BenchNetwork} network
 */
function madeUpRows({ network: { inputShape }, rows, classes }) {
  const width = inputShape.reduce((product, size) => product * size, 1);
  const places = inputShape.findLast((size) => size > 1) ?? 1;
  let state = 1;
  // Numerical Recipes' linear congruential generator: it need not be good, only the same everywhere.
  const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
  const y = Int32Array.from({ length: rows }, (_, row) => row % classes);
  const x = Float32Array.from({ length: rows * width }, (_, index) => {
    const distance =
      (index % places) / places - ((y[Math.floor(index / width)] ?? 0) + 0.5) / classes;
    return 1.7 * noise() + Math.exp(-((10 * distance) ** 2));
  });
  return { x, y };
}
