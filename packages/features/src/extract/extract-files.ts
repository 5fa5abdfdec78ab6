import {
  extract,
  type DspErrorCode,
  type ExtractProgress,
  type ExtractResult,
  type WavLimits,
} from '@prosodia/dsp-native';
import { FeaturesError, type FeaturesErrorCode } from '../errors.js';
import { DecodePool } from '../formats/decode-files.js';
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

/** A file that could not be read, and why. */
export interface FailedFile {
  /** Its place among the files. */
  readonly index: number;
  readonly code: DspErrorCode | FeaturesErrorCode;
  readonly message: string;
}

/** What dsp-native's `extract` gives, for files of any format: a failed file has a row of zeros. */
export interface ExtractedFiles extends Omit<ExtractResult, 'failures'> {
  readonly failures: FailedFile[];
}

/** Files that are decoded while the features of those before them are computed, for each thread. */
const BATCH_PER_THREAD = 8;

/** Not WAV by content, or a kind of it that only ffmpeg reads. */
const DECODE_AFTER_ALL: readonly string[] = ['WAV_NOT_WAVE', 'WAV_FORMAT_UNSUPPORTED'];

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
  const again = native.failures.filter(({ code }) => DECODE_AFTER_ALL.includes(code));
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

/** Collects rows that come in any order. */
function createRows(total: number, width: number) {
  const values = new Float32Array(total * width);
  const nFrames = new Uint32Array(total);
  const warnings = new Map<number, string[]>();
  const failures = new Map<number, FailedFile>();
  const done = new Set<number>();
  return {
    /** Row i of `result` is that of file `indices[i]`. */
    put(indices: readonly number[], result: ExtractResult): void {
      for (const [row, index] of indices.entries()) {
        values.set(result.values.subarray(row * width, (row + 1) * width), index * width);
        nFrames[index] = result.nFrames[row] ?? 0;
        failures.delete(index);
        done.add(index);
      }
      for (const { index, message } of result.warnings) {
        const file = indices[index] ?? 0;
        warnings.set(file, [...(warnings.get(file) ?? []), message]);
      }
      for (const { index, code, message } of result.failures) {
        const file = indices[index] ?? 0;
        failures.set(file, { index: file, code, message });
      }
    },
    /** What the native reader said of a WAV file is the better reason. */
    fail(index: number, { code, message }: FeaturesError): void {
      if (!failures.has(index)) failures.set(index, { index, code, message });
      done.add(index);
    },
    done: () => done.size,
    result: (): ExtractedFiles => ({
      ...{ values, width, nFrames },
      warnings: [...warnings]
        .sort(([a], [b]) => a - b)
        .flatMap(([index, messages]) => messages.map((message) => ({ index, message }))),
      failures: [...failures.values()].sort((a, b) => a.index - b.index),
    }),
  };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function at<T>(items: readonly T[], indices: readonly number[]): T[] {
  return indices.flatMap((index) => items[index] ?? []);
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
