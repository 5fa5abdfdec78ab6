import { resolve } from 'node:path';
import { type WavLimits } from '@prosodia/dsp-native';
import { requireThreads } from '../_require.js';
import { type Clip } from '../corpora/clip.js';
import { type ExtractedFiles, type FailedFile } from './extracted-files.js';
import { extractRows } from './extract-rows.js';
import { type FeatureSet } from './feature-set.js';
import { availableThreads } from './threads.js';
import { type FeatureStore } from '../store/feature-store.js';
import { type FeatureTable } from '../tables/table.js';

export interface ExtractFeaturesOptions<C extends Clip = Clip> {
  /** The corpus directory that the paths of the clips start from. */
  readonly dir: string;
  readonly clips: readonly C[];
  readonly featureSet: FeatureSet;
  /** Native threads, 1 to 256. Default: as many as the machine has. */
  readonly threads?: number;
  /** Beyond them a WAV file is not read. Default: those of dsp-native, 600 seconds and 2 GiB. */
  readonly limits?: Partial<WavLimits>;
  /** Where features are looked for before a file is measured, and kept. Default: nowhere. */
  readonly store?: FeatureStore | undefined;
  readonly signal?: AbortSignal;
  /** Called at most 20 times a second, and once when all is done. */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** A clip that could not be read, and why. */
export interface FailedClip extends Omit<FailedFile, 'index'> {
  readonly path: string;
}

/** The clips that could be read, in the order given, with their features; and what happened. */
export interface Extraction<C extends Clip = Clip> extends FeatureTable {
  readonly clips: readonly C[];
  readonly failed: readonly FailedClip[];
  /** What was bent to read a file, such as an end that came early. */
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
  readonly threads: number;
  /** Files that were not measured, since the store had their features. */
  readonly kept: number;
  /** Wall time. */
  readonly seconds: number;
}

/**
 * The features of clips, one row each. Files are computed on native threads, see `extractRows`; one that
 * cannot be read is listed in `failed` and has no row. Where none can be read the table is empty.
 *
 * @throws {FeaturesError} `INVALID_OPTION`; {@link DspError} where the addon is missing; the
 *   signal's reason where it is aborted.
 */
export async function extractFeatures<C extends Clip>(
  options: ExtractFeaturesOptions<C>,
): Promise<Extraction<C>> {
  const { dir, clips, featureSet, limits, store, signal, onProgress } = options;
  const threads = requireThreads(options.threads ?? availableThreads());
  const began = performance.now();
  const files = clips.map((clip) => resolve(dir, clip.path));
  const result = await extractRows(files, {
    ...{ featureSet, dir, store, threads },
    ...(limits && { limits }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const pathOf = (index: number): string => clips[index]?.path ?? '';
  return {
    featureSetId: featureSet.id,
    ...withoutFailures(clips, result),
    failed: result.failures.map(({ index, code, message }) => ({
      path: pathOf(index),
      code,
      message,
    })),
    warnings: result.warnings.map(({ index, message }) => ({ path: pathOf(index), message })),
    threads,
    kept: result.kept,
    seconds: (performance.now() - began) / 1000,
  };
}

function withoutFailures<C>(
  clips: readonly C[],
  { values, width, failures }: ExtractedFiles,
): { clips: readonly C[]; values: Float32Array; width: number } {
  if (failures.length === 0) return { clips, values, width };
  const failed = new Set(failures.map(({ index }) => index));
  const read = [...clips.keys()].filter((index) => !failed.has(index));
  const rows = new Float32Array(read.length * width);
  read.forEach((index, row) => {
    rows.set(values.subarray(index * width, (index + 1) * width), row * width);
  });
  return { clips: clips.filter((_, index) => !failed.has(index)), values: rows, width };
}
