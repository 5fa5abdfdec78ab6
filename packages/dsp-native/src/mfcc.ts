import { native } from './_addon.js';
import { floatsOf } from './_arguments.js';
import { completeOptions, integer, number, type OptionTable } from './_options.js';
import { logMelOptions, type CompleteLogMelOptions, type LogMelOptions } from './log-mel.js';

/** The options of logMelSpectrogram, and librosa.feature.mfcc's `n_mfcc` and `lifter`. */
export interface MfccOptions extends LogMelOptions {
  /** Coefficients of a frame, 1 to nMels. Default 20. */
  nMfcc?: number;
  /** Weights coefficient k by 1 + lifter / 2 sin(pi (k + 1) / lifter); 1 or more, or 0 for none. Default 0. */
  lifter?: number;
}

export type CompleteMfccOptions = CompleteLogMelOptions & { nMfcc: number; lifter: number };

/** Mel-frequency cepstral coefficients. */
export interface Mfcc {
  /** nMfcc x nFrames, row-major as librosa's: all frames of coefficient 0 first. */
  values: Float32Array;
  nMfcc: number;
  nFrames: number;
}

/** What binding/mfcc.cpp exports. */
interface Native {
  mfcc(samples: Float32Array, options: CompleteMfccOptions): Mfcc;
}

const mfccOptions: OptionTable<CompleteMfccOptions> = {
  ...logMelOptions,
  nMfcc: integer(20),
  lifter: number(0),
};

/**
 * The shape of each frame's log-mel spectrum in a few numbers (librosa.feature.mfcc): logMelSpectrogram, then an
 * orthonormal DCT-II over its bands, then liftering.
 *
 * @param samples one channel, each finite
 * @throws DspError `INVALID_OPTION`, `AUDIO_EMPTY`, `AUDIO_NOT_FINITE`
 */
export function mfcc(samples: Float32Array, options?: MfccOptions): Mfcc {
  const input = floatsOf(samples, 'samples');
  const complete = completeOptions(options, mfccOptions, 'mfcc');
  return native((addon: Native) => addon.mfcc(input, complete));
}
