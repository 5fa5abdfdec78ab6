import { native } from './_addon.js';
import { checkPath } from './_arguments.js';
import {
  abortSignal,
  callback,
  completeOptions,
  integer,
  nested,
  number,
  numberOrNull,
  oneOf,
} from './_options.js';
import type { OptionTable } from './_options.js';
import { expected, type DspErrorCode } from './errors.js';
import { logMelOptions, type CompleteLogMelOptions, type LogMelOptions } from './log-mel.js';
import { wavLimits, type WavLimits } from './wav.js';

/** How far a batch has come. */
export interface ExtractProgress {
  /** Clips done, the failed ones among them. */
  done: number;
  total: number;
}

/** What a row holds. */
export type ExtractOutput = 'band-mean' | 'log-mel' | 'log-mel-pitch';

/** What to do with each file. The defaults are those of the feature set `mel-mean-259.v1`. */
export interface ExtractOptions extends LogMelOptions {
  /** Rate in hertz that every file is resampled to. Default 44100. */
  sampleRate?: number;
  /** Seconds to skip at the start of each file. Default 0.5. */
  offsetSeconds?: number;
  /** Seconds to analyse; a file that ends earlier leaves its missing frames at 0. Default 3. */
  durationSeconds?: number;
  /**
   * `band-mean`: the mean over the mel bands of each frame, in dB, maxFrames values. `log-mel`: the whole
   * spectrogram in dB, nMels x maxFrames values, row-major. `log-mel-pitch`: that and below it three more rows, what
   * `pitch` gives with its default range: hertz, strength and levelDb. Default `band-mean`.
   */
  output?: ExtractOutput;
  /**
   * Of `log-mel-pitch`: hertz and strength are 0 in the frames before the first and behind the last that are at most
   * so many dB below the clip's loudest, which spares the time they take; at least 0. Default null: all have a pitch.
   */
  pitchTopDb?: number | null;
  /** Native threads, 1 to 256; 0: one for each core. Default 0. */
  threads?: number;
  limits?: Partial<WavLimits>;
  /** Aborted, it rejects the call with its reason at once and stops the threads after the clips in work. */
  signal?: AbortSignal;
  /** Called at most 20 times a second, and once more when all is done. */
  onProgress?: (progress: ExtractProgress) => void;
}

/** A file that could not be read. */
export interface ExtractFailure {
  /** Its place in `recordings`. */
  index: number;
  /** Empty for a recording in memory. */
  path: string;
  code: DspErrorCode;
  message: string;
}

export interface ExtractResult {
  /** recordings.length x width, row-major. The row of a failed file is all 0. */
  values: Float32Array;
  /** Values of a clip: maxFrames, or nMels or nMels + 3 times as many, maxFrames = 1 + floor(durationSeconds * sampleRate / hopLength). */
  width: number;
  /** Frames that each clip really had, at most maxFrames; 0 for a failed file. */
  nFrames: Uint32Array;
  warnings: { index: number; message: string }[];
  failures: ExtractFailure[];
}

/** What the native side takes. */
export interface CompleteExtractOptions extends CompleteLogMelOptions {
  offsetSeconds: number;
  durationSeconds: number;
  output: ExtractOutput;
  pitchTopDb: number | null;
  threads: number;
  limits: WavLimits;
}

/** ExtractResult before the paths join the failures. */
export interface NativeExtractResult extends Omit<ExtractResult, 'failures'> {
  failures: Omit<ExtractFailure, 'path'>[];
}

/** What binding/extract.cpp exports. */
export interface NativeExtract {
  extract(
    recordings: readonly (string | Uint8Array)[],
    options: CompleteExtractOptions,
    onProgress: (done: number) => void,
  ): { promise: Promise<NativeExtractResult>; cancel: () => void };
}

interface Conduct {
  signal: AbortSignal | undefined;
  onProgress: ((progress: ExtractProgress) => void) | undefined;
}

const extractOptions: OptionTable<CompleteExtractOptions & Conduct> = {
  ...logMelOptions,
  sampleRate: integer(44100),
  offsetSeconds: number(0.5),
  durationSeconds: number(3),
  output: oneOf(['band-mean', 'log-mel', 'log-mel-pitch'], 'band-mean'),
  pitchTopDb: numberOrNull(null),
  threads: integer(0),
  limits: nested(wavLimits),
  signal: abortSignal(),
  onProgress: callback(),
};

/**
 * Reads WAV files and computes their features on a pool of native threads; the event loop stays free. One bad file
 * never spoils a batch, and the numbers are the same bits for any number of threads and any batch.
 *
 * @param recordings paths, or the bytes of WAV files that lie in memory (they are copied)
 * @throws DspError `INVALID_OPTION`, `INVALID_ARGUMENT`, `OUT_OF_MEMORY`; the signal's reason (an AbortError) when
 * aborted; whatever `onProgress` throws
 */
export async function extract(
  recordings: readonly (string | Uint8Array)[],
  options?: ExtractOptions,
): Promise<ExtractResult> {
  if (!Array.isArray(recordings))
    throw expected('INVALID_ARGUMENT', 'an array of paths', 'paths', recordings);
  const given = recordings.map((recording: unknown, index) => {
    if (recording instanceof Uint8Array) return recording;
    checkPath(recording, `paths[${index}]`);
    return recording;
  });
  const { signal, onProgress, ...work } = completeOptions(options, extractOptions, 'extract');
  signal?.throwIfAborted();
  const result = await run(given, work, { signal, onProgress });
  const pathOf = (index: number): string => {
    const recording = given[index];
    return typeof recording === 'string' ? recording : '';
  };
  return {
    ...result,
    failures: result.failures.map((failure) => ({ ...failure, path: pathOf(failure.index) })),
  };
}

/** One batch: settles with its result, or at once when the signal or the progress callback ends it. */
async function run(
  recordings: (string | Uint8Array)[],
  work: CompleteExtractOptions,
  { signal, onProgress }: Conduct,
): Promise<NativeExtractResult> {
  const total = recordings.length;
  let told = -1;
  const stopped = new AbortController();
  const tell = (done: number) => {
    if (stopped.signal.aborted || done <= told) return;
    told = done;
    try {
      onProgress?.({ done, total });
    } catch (error) {
      stopped.abort(error);
    }
  };
  const forward = () => {
    stopped.abort(signal?.reason);
  };

  const job = native((addon: NativeExtract) => addon.extract(recordings, work, tell));
  const stop = new Promise<never>((_, reject) => {
    stopped.signal.addEventListener('abort', () => {
      job.cancel();
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason
      reject(stopped.signal.reason);
    });
  });
  signal?.addEventListener('abort', forward, { once: true });
  try {
    const result = await Promise.race([job.promise, stop]);
    tell(total);
    stopped.signal.throwIfAborted();
    return result;
  } finally {
    signal?.removeEventListener('abort', forward);
  }
}
