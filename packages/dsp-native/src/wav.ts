import { asDspError, native } from './_addon.js';
import { bytesOf, checkPath } from './_arguments.js';
import { completeOptions, flag, integer, nested, number, numberOrNull, size } from './_options.js';
import type { OptionTable } from './_options.js';
import { resultOptions, type RoomOptions } from './_result.js';

/** Bounds that a file must keep before memory is taken for it. */
export interface WavLimits {
  /** Size of the file in bytes. Default 2 GiB. */
  maxBytes: number;
  /** Default 600. */
  maxSeconds: number;
  /** Default 64. */
  maxChannels: number;
  /** RIFF chunks before the search for `fmt ` and `data` ends. Default 4096. */
  maxChunks: number;
}

/** A decoded recording. */
export interface WavAudio {
  /** Hertz. */
  sampleRate: number;
  channels: number;
  /** Samples of each channel. */
  frames: number;
  /** Interleaved, frames x channels. PCM lies in [-1, 1); float files are passed on as they are. */
  samples: Float32Array;
  /** How the file holds them: `pcm16`, `pcm24`, `float32`, `alaw`, ... */
  sampleFormat: string;
  /** What was bent to read the file, one sentence each; usually empty. */
  warnings: string[];
}

export interface ReadWavOptions extends RoomOptions {
  /** Seconds to skip (librosa.load's `offset`). Default 0. */
  offsetSeconds?: number;
  /** Seconds to read (librosa.load's `duration`); null: to the end. Default null. */
  durationSeconds?: number | null;
  /** Average the channels into one (librosa.to_mono). Default false. */
  mono?: boolean;
  limits?: Partial<WavLimits>;
}

export interface CompleteReadWavOptions {
  offsetSeconds: number;
  durationSeconds: number | null;
  mono: boolean;
  limits: WavLimits;
  into: Float32Array | undefined;
}

/** What binding/wav.cpp exports. */
interface Native {
  decodeWav(bytes: Uint8Array, limits: WavLimits): WavAudio;
  readWav(path: string, options: CompleteReadWavOptions): Promise<WavAudio>;
}

export const wavLimits: OptionTable<WavLimits> = {
  maxBytes: size(2 ** 31),
  maxSeconds: number(600),
  maxChannels: integer(64),
  maxChunks: integer(4096),
};

const readWavOptions: OptionTable<CompleteReadWavOptions> = {
  offsetSeconds: number(0),
  durationSeconds: numberOrNull(null),
  mono: flag(false),
  limits: nested(wavLimits),
  ...resultOptions,
};

/**
 * Decodes a WAV file that lies in memory: RIFF, RIFX or RF64 with PCM of 8 to 64 bits, float of 32 or 64, A-law or
 * mu-law. A file that ends early is read as far as it goes, with a warning.
 *
 * @throws DspError `WAV_*` with the byte offset in its message.
 */
export function decodeWav(bytes: Uint8Array, limits?: Partial<WavLimits>): WavAudio {
  const file = bytesOf(bytes, 'bytes');
  const complete = completeOptions(limits, wavLimits, 'decodeWav');
  return native((addon: Native) => addon.decodeWav(file, complete));
}

/**
 * Reads a WAV file, or a window of it, off the JavaScript thread. Only the bytes of the window are read.
 *
 * @throws DspError `IO`, `WAV_*`; its message names the file.
 */
export async function readWav(path: string, options?: ReadWavOptions): Promise<WavAudio> {
  checkPath(path, 'path');
  const complete = completeOptions(options, readWavOptions, 'readWav');
  const reading = native((addon: Native) => addon.readWav(path, complete));
  try {
    return await reading;
  } catch (error) {
    throw asDspError(error, ` (file '${path}')`);
  }
}
