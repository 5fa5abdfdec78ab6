import { resolve } from 'node:path';
import { type Clip } from '../corpora/clip.js';
import { extractFiles } from '../extract/extract-files.js';
import { featureSet } from '../extract/feature-set.js';
import { availableThreads } from '../extract/threads.js';
import { alignedCorrelation, candidatesOf, fingerprintOf } from './_fingerprint.js';

/** Two clips of one sound, and how alike they are. */
export interface NearDuplicates {
  readonly paths: readonly [string, string];
  /** Correlation of their spectrograms at the best alignment, up to 1. */
  readonly correlation: number;
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
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<NearDuplicates[]> {
  const { extraction } = featureSet('pooled-stats.v1');
  const { values, width, nFrames } = await extractFiles(
    clips.map(({ path }) => resolve(dir, path)),
    { extraction, threads: availableThreads(), ...(signal && { signal }) },
  );
  const prints = clips.map((_, row) => {
    const own = values.subarray(row * width, (row + 1) * width);
    return fingerprintOf(own, extraction.nMels, nFrames[row] ?? 0);
  });
  const found: NearDuplicates[] = [];
  for (const [a, b] of candidatesOf(prints)) {
    const [first, second] = [prints[a], prints[b]];
    const [one, other] = [clips[a], clips[b]];
    if (!first || !second || !one || !other) continue;
    const correlation = alignedCorrelation(first, second);
    if (correlation >= NEAR_DUPLICATE) found.push({ paths: [one.path, other.path], correlation });
  }
  return found;
}
