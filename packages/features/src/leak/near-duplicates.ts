import { resolve } from 'node:path';
import { type Clip } from '../corpora/clip.js';
import { extractRows } from '../extract/extract-rows.js';
import { availableThreads } from '../extract/threads.js';
import { type FeatureStore } from '../store/feature-store.js';
import { alignedCorrelation, candidatesOf, fingerprintOf } from './_fingerprint.js';
import { SOUND_PRINT } from './_sound-print.js';

/** Two clips of one sound, and how alike they are. */
export interface NearDuplicates {
  readonly paths: readonly [string, string];
  /** Correlation of their spectrograms at the best alignment, up to 1. */
  readonly correlation: number;
}

export interface NearDuplicatesOptions {
  /** Where prints, and what came of comparing them, are looked for and kept. Default: nowhere. */
  readonly store?: FeatureStore | undefined;
  readonly signal?: AbortSignal;
  /** Of the clips whose prints are measured; at most 20 times a second. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * From here on two clips are one sound. Copies with another gain, rate or beginning reach it; of RAVDESS's speech only
 * its pair of equal recordings does, the most alike of two takes have 0.987 (docs/experiments.md).
 */
export const NEAR_DUPLICATE = 0.992;

/**
 * Pairs of clips that are one recording with another gain, sampling rate or beginning, whatever their names say.
 * Compared are spectrograms below 3.4 kHz without their mean, shifted against each other by up to 0.7 s; of each clip
 * the twelve clips with the most similar statistics are looked at.
 *
 * @param dir the corpus directory that the paths start from
 * @throws {DspError} where the addon is missing; the signal's reason where it is aborted
 */
export async function findNearDuplicates(
  dir: string,
  clips: readonly Clip[],
  { store, signal, onProgress }: NearDuplicatesOptions = {},
): Promise<NearDuplicates[]> {
  const files = clips.map(({ path }) => resolve(dir, path));
  const compute = async (): Promise<Pair[]> => {
    const { values, width, nFrames } = await extractRows(files, {
      ...{ featureSet: SOUND_PRINT, dir, store, threads: availableThreads() },
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
    return pairsAmong(values, width, nFrames);
  };
  const pairs = await (store ? remembered(store, dir, files, compute, signal) : compute());
  return pairs.flatMap(([a, b, correlation]) => {
    const [one, other] = [clips[a], clips[b]];
    return one && other ? [{ paths: [one.path, other.path] as const, correlation }] : [];
  });
}

/** Two places among the clips, and their correlation. */
type Pair = readonly [a: number, b: number, correlation: number];

function pairsAmong(values: Float32Array, width: number, nFrames: Uint32Array): Pair[] {
  const prints = Array.from(nFrames, (frames, row) =>
    fingerprintOf(values.subarray(row * width, (row + 1) * width), frames),
  );
  return candidatesOf(prints).flatMap(([a, b]): Pair[] => {
    const [first, second] = [prints[a], prints[b]];
    const correlation = first && second ? alignedCorrelation(first, second) : 0;
    return correlation >= NEAR_DUPLICATE ? [[a, b, correlation]] : [];
  });
}

/** The pairs depend on the contents of the files alone, in their order; a file that cannot be read could be mended. */
async function remembered(
  store: FeatureStore,
  dir: string,
  files: readonly string[],
  compute: () => Promise<Pair[]>,
  signal: AbortSignal | undefined,
): Promise<readonly Pair[]> {
  const contents = await store.contentsOf(dir);
  const hashes = await contents.hashesOf(files, signal);
  await contents.save().catch(store.goOn);
  if (hashes.includes(undefined)) return compute();
  const key = [SOUND_PRINT.id, NEAR_DUPLICATE, hashes];
  const known = (await store.recall(key)) as readonly Pair[] | undefined;
  if (known) return known;
  const pairs = await compute();
  const asSeen = await Promise.all(files.map((file) => contents.isAsSeen(file)));
  if (!asSeen.includes(false)) await store.retain(key, pairs);
  return pairs;
}
