import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  applyStandardiser,
  extractFeatures,
  featureSet,
  findDuplicates,
  fitStandardiser,
  labelsOf,
  readCorpus,
  splitNotebook,
} from '@prosodia/features';

/**
 * The notebook's main job up to the network: recordings in, two standardised parts out.
 *
 * @param {string} dir the corpus
 * @param {number} splitSeed decides which fifth is held out
 * @returns {Promise<{ train: Part, test: Part }>}
 *
 * @typedef {{ x: Float32Array, y: Int32Array, rows: number, width: number }} Part
 */
export async function notebookArrays(dir, splitSeed) {
  const { clips } = await readCorpus(dir);
  const table = await extractFeatures({ dir, clips, featureSet: featureSet('mel-mean-259.v1') });
  const duplicates = await findDuplicates(dir, table);
  const { train, test } = splitNotebook(table.clips, { seed: splitSeed, duplicates });
  const standardiser = fitStandardiser(table, train);
  const labels = labelsOf(table.clips);
  /** @param {number[]} rows */
  const part = (rows) => ({
    x: applyStandardiser(standardiser, table, rows),
    y: Int32Array.from(rows, (row) => labels[row]),
    rows: rows.length,
    width: table.width,
  });
  return { train: part(train), test: part(test) };
}

/**
 * Writes the parts for another program: raw little-endian float32 and int32, and their shapes.
 *
 * @param {string} folder
 * @param {{ train: Part, test: Part }} parts
 * @returns {Promise<string>} SHA-256 over all arrays, to be sure that both programs had the same
 */
export async function writeArrays(folder, parts) {
  const hash = createHash('sha256');
  /** @type {Record<string, { rows: number, width: number }>} */
  const shapes = {};
  await mkdir(folder, { recursive: true });
  for (const [name, { x, y, rows, width }] of Object.entries(parts)) {
    shapes[name] = { rows, width };
    await writeFile(join(folder, `${name}-x.f32`), x);
    await writeFile(join(folder, `${name}-y.i32`), y);
    hash.update(x).update(y);
  }
  const sha256 = hash.digest('hex');
  await writeFile(join(folder, 'arrays.json'), JSON.stringify({ ...shapes, sha256 }));
  return sha256;
}
