import { chunks } from './_lists.js';
import { extractFiles, type ExtractFilesOptions } from './extract-files.js';
import { type ExtractedFiles } from './extracted-files.js';
import { featureRows } from './feature-rows.js';
import { type FeatureSet } from './feature-set.js';

export interface RowBatchesOptions extends Omit<ExtractFilesOptions, 'extraction' | 'onProgress'> {
  readonly featureSet: FeatureSet;
}

/** Rows of some files, which `index` of a warning and a failure counts from the first of. */
export interface RowBatch extends ExtractedFiles {
  readonly files: readonly string[];
}

/** Enough for all threads, and few enough that their rows stay in the caches of most machines. */
const BATCH = 128;

/**
 * The rows of a feature set for any number of files, some at a time and in their order, so that memory does not grow
 * with the number of files. While the caller works on one batch, native threads are at the next.
 *
 * @throws {DspError} where the addon is missing; the signal's reason where it is aborted
 */
export async function* rowBatches(
  files: readonly string[],
  { featureSet, ...options }: RowBatchesOptions,
): AsyncGenerator<RowBatch, void, undefined> {
  const batches = chunks(files, BATCH);
  const begin = (batch: readonly string[]): Promise<ExtractedFiles> => {
    const extracting = extractFiles(batch, { ...options, extraction: featureSet.extraction });
    extracting.catch(() => undefined); // it is awaited below, unless the caller stops before
    return extracting;
  };
  let extracting = begin(batches[0] ?? []);
  for (const [position, own] of batches.entries()) {
    const extracted = await extracting;
    const following = batches[position + 1];
    if (following) extracting = begin(following);
    yield { files: own, ...featureRows(featureSet, extracted) };
  }
}
