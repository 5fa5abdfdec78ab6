import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { readSound } from '../formats/read-sound.js';
import { featureSet } from '../extract/feature-set.js';
import { type FeatureTable } from '../tables/table.js';

/** Values of a row that are looked at first. */
const SAMPLE = 16;

/**
 * Groups of clips that sound the same to the features: the samples in the window that the feature
 * set reads are equal, channels averaged. Only clips with equal features are opened again.
 *
 * RAVDESS's speech has one such pair, `03-01-03-01-02-01-07` and `03-01-03-01-02-02-07`.
 *
 * @param dir the corpus directory that the paths of the table start from
 * @returns groups of two or more paths, in the order of the table
 * @throws {DspError} where a clip can no longer be read
 */
export async function findDuplicates(dir: string, table: FeatureTable): Promise<string[][]> {
  const { clips, values, width, featureSetId } = table;
  const { offsetSeconds, durationSeconds } = featureSet(featureSetId).extraction;
  const window = { offsetSeconds, durationSeconds };
  const rowOf = (row: number): Float32Array => values.subarray(row * width, (row + 1) * width);
  // Of most rows a few values show already that no other is equal.
  const alike = groupBy(clips.keys(), (row) => rowOf(row).subarray(0, SAMPLE).join());
  const candidates = alike
    .flatMap((rows) => groupBy(rows, (row) => digest(rowOf(row))))
    .sort(([a = 0], [b = 0]) => a - b);
  const duplicates: string[][] = [];
  for (const rows of candidates) {
    const sounds = new Map<string, string>();
    for (const path of rows.flatMap((row) => clips[row]?.path ?? [])) {
      const { samples, sampleRate } = await readSound(resolve(dir, path), window);
      sounds.set(path, `${sampleRate} ${digest(samples)}`);
    }
    duplicates.push(...groupBy(sounds.keys(), (path) => sounds.get(path) ?? path));
  }
  return duplicates;
}

/** The groups of two or more that share a key. */
function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function digest({ buffer, byteOffset, byteLength }: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}
