import { extract, type ExtractProgress, type WavLimits } from '@prosodia/dsp-native';
import { type FeaturesError } from '../errors.js';
import { DecodePool, isForDecoders } from '../formats/decode-files.js';
import { at, chunks, partition } from './_lists.js';
import { createRows } from './_rows.js';
import { type ExtractedFiles } from './extracted-files.js';
import { type ExtractionSettings } from './feature-set.js';

export interface ExtractFilesOptions {
  readonly extraction: ExtractionSettings;
  /** Native threads, and files that are decoded at once. */
  readonly threads: number;
  /** Of WAV files; default: those of dsp-native. */
  readonly limits?: Partial<WavLimits>;
  readonly signal?: AbortSignal;
  /** Called at most 20 times a second, and once when all is done. */
  readonly onProgress?: (progress: ExtractProgress) => void;
}

/** Files that are decoded while the features of those before them are computed, for each thread. */
const BATCH_PER_THREAD = 8;

/**
 * Features of files, one row each, in their order. WAV is read natively; what has another name, or
 * turns out to be something else, is decoded first and takes the same way from there.
 *
 * @throws {DspError} where the addon is missing; the signal's reason where it is aborted
 */
export async function extractFiles(
  files: readonly string[],
  options: ExtractFilesOptions,
): Promise<ExtractedFiles> {
  const { extraction, threads, limits, signal, onProgress } = options;
  const settings = {
    ...extraction,
    threads,
    ...(limits && { limits }),
    ...(signal && { signal }),
  };
  const total = files.length;
  const [wav, others] = partition([...files.keys()], (index) =>
    /\.wave?$/i.test(files[index] ?? ''),
  );
  const native = await extract(at(files, wav), {
    ...settings,
    ...(onProgress && {
      onProgress: ({ done }: ExtractProgress) => {
        onProgress({ done, total });
      },
    }),
  });
  const again = native.failures.filter(({ code }) => isForDecoders(code));
  if (others.length === 0 && again.length === 0) return native;

  const rows = createRows(total, native.width);
  rows.put(wav, native);
  const toDecode = [...others, ...again.map(({ index }) => wav[index] ?? 0)];
  const window = { untilSeconds: extraction.offsetSeconds + extraction.durationSeconds };
  const pool = new DecodePool(threads);
  try {
    const batches = chunks(toDecode, BATCH_PER_THREAD * threads);
    const decode = async (batch: readonly number[] | undefined) =>
      batch && pool.decode(at(files, batch), window, signal);
    let decoding = decode(batches[0]);
    for (const [position, batch] of batches.entries()) {
      const decoded = (await decoding) ?? [];
      decoding = decode(batches[position + 1]);
      const [read, failed] = partition([...batch.keys()], (i) => decoded[i] instanceof Uint8Array);
      const sounds = read.map((i) => decoded[i] as Uint8Array);
      const computing = extract(sounds, settings);
      // Both at once; where one fails the other must not fail unheard.
      const [result] = await Promise.all([computing, decoding]);
      rows.put(at(batch, read), result);
      for (const i of failed) rows.fail(batch[i] ?? 0, decoded[i] as FeaturesError);
      onProgress?.({ done: rows.done(), total });
    }
  } finally {
    await pool.close();
  }
  return rows.result();
}
