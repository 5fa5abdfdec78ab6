import { at, chunks } from './_lists.js';
import { createRows } from './_rows.js';
import { extractFiles, type ExtractFilesOptions } from './extract-files.js';
import { type ExtractedFiles } from './extracted-files.js';
import { featureRows } from './feature-rows.js';
import { type FeatureSet } from './feature-set.js';
import { type FeatureStore } from '../store/feature-store.js';
import { type ContentIndex } from '../store/content-index.js';
import { type KeptRow } from '../store/pack.js';
import { type Shelf } from '../store/shelf.js';

export interface ExtractRowsOptions extends Omit<ExtractFilesOptions, 'extraction'> {
  readonly featureSet: FeatureSet;
  /** The folder that the files belong to. */
  readonly dir: string;
  /** Where rows are looked for before a file is measured, and kept. Default: nowhere. */
  readonly store?: FeatureStore | undefined;
}

export interface ExtractedRows extends ExtractedFiles {
  /** Rows that were there already. */
  readonly kept: number;
}

/** Files that are looked up, measured and kept together. */
const BATCH = 4096;

/**
 * The rows of a feature set, one for each file, as `extractFiles` gives those of the native pass. The same bits with
 * and without a store.
 *
 * @throws {DspError} where the addon is missing; the signal's reason where it is aborted
 */
export async function extractRows(
  files: readonly string[],
  options: ExtractRowsOptions,
): Promise<ExtractedRows> {
  const { featureSet, dir, store, signal, onProgress, limits = {} } = options;
  if (store === undefined) return { ...(await measure(files, options)), kept: 0 };
  const total = files.length;
  const shelf = await store.shelfOf(featureSet, limits, dir);
  const contents = await store.contentsOf(dir);
  const rows = createRows(total, featureSet.width);
  let kept = 0;
  try {
    for (const batch of chunks([...files.keys()], BATCH)) {
      const hashes = await contents.hashesOf(at(files, batch), signal);
      const placesOf = new Map<string, number[]>();
      for (const [i, index] of batch.entries()) {
        const hash = hashes[i];
        if (hash !== undefined) placesOf.set(hash, [...(placesOf.get(hash) ?? []), index]);
      }
      const found = new Set<number>();
      await shelf.find(placesOf.keys(), (row) => {
        for (const index of placesOf.get(row.key) ?? []) {
          rows.put([index], resultOf(row));
          found.add(index);
        }
      });
      const missing = batch.filter((index) => !found.has(index));
      kept += found.size;
      const before = rows.done();
      if (missing.length > 0) {
        const own = at(files, missing);
        const measured = await measure(own, {
          ...options,
          onProgress: ({ done }) => onProgress?.({ done: before + done, total }),
        });
        rows.put(missing, measured);
        const hashOf = new Map(batch.map((index, i) => [index, hashes[i]]));
        const keys = missing.map((index) => hashOf.get(index));
        await keep(measured, { files: own, keys, contents, shelf }).catch(store.goOn);
      }
      await contents.save().catch(store.goOn);
    }
  } finally {
    await shelf.close();
  }
  onProgress?.({ done: total, total });
  return { ...rows.result(), kept };
}

async function measure(
  files: readonly string[],
  { featureSet, threads, limits, signal, onProgress }: ExtractRowsOptions,
): Promise<ExtractedFiles> {
  const extracted = await extractFiles(files, {
    ...{ extraction: featureSet.extraction, threads },
    ...(limits && { limits }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  return featureRows(featureSet, extracted);
}

/** A failed file is tried again each time, and one that has changed since it was hashed has no key. */
async function keep(
  { values, width, nFrames, warnings, failures }: ExtractedFiles,
  of: {
    readonly files: readonly string[];
    readonly keys: readonly (string | undefined)[];
    readonly contents: ContentIndex;
    readonly shelf: Shelf;
  },
): Promise<void> {
  const failed = new Set(failures.map(({ index }) => index));
  const said = new Map<number, string[]>();
  for (const { index, message } of warnings) said.set(index, [...(said.get(index) ?? []), message]);
  const asSeen = await Promise.all(of.files.map((file) => of.contents.isAsSeen(file)));
  const rows = of.keys.flatMap((key, row): KeptRow[] => {
    if (key === undefined || failed.has(row) || asSeen[row] !== true) return [];
    const own = values.subarray(row * width, (row + 1) * width);
    return [{ key, frames: nFrames[row] ?? 0, warnings: said.get(row) ?? [], values: own }];
  });
  if (rows.length > 0) await of.shelf.keep(rows);
}

function resultOf({ values, frames, warnings }: KeptRow) {
  return {
    values,
    nFrames: Uint32Array.of(frames),
    warnings: warnings.map((message) => ({ index: 0, message })),
    failures: [],
  };
}
