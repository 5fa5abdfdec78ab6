import { native } from './_addon.js';
import { floatsOf } from './_arguments.js';
import { completeOptions, flag, integer, numberOrNull, without } from './_options.js';
import type { OptionTable } from './_options.js';
import { resultOptions, type CompleteResultOptions, type RoomOptions } from './_result.js';
import { DspError } from './errors.js';
import { logMelOptions, type CompleteLogMelOptions, type LogMelOptions } from './log-mel.js';

/** The options of logMelSpectrogram, for a signal at any rate. */
export interface LogMelStreamOptions extends Omit<LogMelOptions, 'into'> {
  /** The rate in hertz of the samples that are pushed. They are resampled to `sampleRate`. */
  fromRate: number;
  /** Values more than this below the loudest one so far are lifted to there; null: no such floor. Default null. */
  topDb?: number | null;
  /** Whether 0 dB is the loudest value so far, instead of `ref`. Default false. */
  runningReference?: boolean;
}

type CompleteLogMelStreamOptions = Omit<CompleteLogMelOptions, 'into'> & {
  fromRate: number;
  runningReference: boolean;
};

interface NativeStream {
  push(samples: Float32Array, options: CompleteResultOptions): Float32Array;
  end(options: CompleteResultOptions): Float32Array;
  release(): void;
}

/** What binding/stream.cpp exports. */
interface Native {
  logMelStream(options: CompleteLogMelStreamOptions): NativeStream;
}

const streamOptions: OptionTable<CompleteLogMelStreamOptions> = {
  ...without(logMelOptions, 'into'),
  fromRate: integer(),
  sampleRate: integer(44100),
  topDb: numberOrNull(null),
  runningReference: flag(false),
};

/**
 * resample and logMelSpectrogram for a signal that comes in pieces: frames as soon as their last sample is there. All
 * of them together are the same bits as the batch functions give, however the signal was cut, with `topDb: null` and
 * a fixed reference. With `topDb` or `runningReference`, a frame is seen from the loudest value of all frames up to
 * and with itself; frames already given are not changed.
 *
 * A frame comes nFft / 2 samples after its centre, and half of the resampler's filter after that.
 */
export class LogMelStream {
  /** Values of a frame. */
  readonly nMels: number;
  #stream: NativeStream | undefined;

  /** @throws DspError `INVALID_OPTION` */
  constructor(options: LogMelStreamOptions) {
    const complete = completeOptions(options, streamOptions, 'LogMelStream');
    this.nMels = complete.nMels;
    this.#stream = native((addon: Native) => addon.logMelStream(complete));
  }

  /**
   * Takes any number of samples.
   *
   * @param samples one channel, each finite; where one is not, none is taken and the stream goes on
   * @returns the frames that they complete in dB, nFrames x nMels, row-major: one frame after the other. Often none.
   * @throws DspError `AUDIO_NOT_FINITE`, `STREAM_ENDED`; `INVALID_OPTION` for memory that is too small, before any
   * sample is taken; `OUT_OF_MEMORY`, which ends the stream
   */
  push(samples: Float32Array, options?: RoomOptions): Float32Array {
    const input = floatsOf(samples, 'samples');
    const complete = completeOptions(options, resultOptions, 'push');
    return this.#call('push', (stream) => stream.push(input, complete));
  }

  /**
   * Says that no more samples come, and gives back the stream's memory.
   *
   * @returns the last frames, those that reach beyond the end
   * @throws DspError `AUDIO_EMPTY` where there was no sample or, not centred, not one frame; `STREAM_ENDED`;
   * `INVALID_OPTION` for memory that is too small, which does not end the stream
   */
  end(options?: RoomOptions): Float32Array {
    const complete = completeOptions(options, resultOptions, 'end');
    try {
      const frames = this.#call('end', (stream) => stream.end(complete));
      this.#release();
      return frames;
    } catch (error) {
      if (!(error instanceof DspError && error.code === 'INVALID_OPTION')) this.#release();
      throw error;
    }
  }

  #call(name: string, work: (stream: NativeStream) => Float32Array): Float32Array {
    const stream = this.#stream;
    if (!stream) {
      throw new DspError(
        'STREAM_ENDED',
        `Expected a stream that goes on for ${name} but received one that has ended`,
      );
    }
    try {
      return native(() => work(stream));
    } catch (error) {
      // Some of the samples may have been taken.
      if (error instanceof DspError && error.code === 'OUT_OF_MEMORY') this.#release();
      throw error;
    }
  }

  #release(): void {
    this.#stream?.release();
    this.#stream = undefined;
  }
}

/**
 * A LogMelStream over whatever gives samples piece by piece, a Node or web stream for example.
 *
 * @param pieces one channel
 * @returns frames as they complete, each array at least one: nFrames x nMels, row-major
 * @throws DspError as LogMelStream
 */
export async function* logMelFrames(
  pieces: AsyncIterable<Float32Array> | Iterable<Float32Array>,
  options: LogMelStreamOptions,
): AsyncGenerator<Float32Array, void, undefined> {
  const stream = new LogMelStream(options);
  for await (const samples of pieces) {
    const frames = stream.push(samples);
    if (frames.length > 0) yield frames;
  }
  const frames = stream.end();
  if (frames.length > 0) yield frames;
}
