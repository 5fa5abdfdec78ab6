import { native } from './_addon.js';
import { floatsOf } from './_arguments.js';
import { completeOptions, integer, type OptionTable } from './_options.js';
import { resultOptions, type CompleteResultOptions, type ResultOptions } from './_result.js';

export interface ResampleOptions extends ResultOptions {
  /** The rate of the samples in hertz (librosa.resample's `orig_sr`). */
  fromRate: number;
  /** The rate of the result in hertz (`target_sr`); at most a factor of 256 from `fromRate`. */
  toRate: number;
}

export type CompleteResampleOptions = Required<Omit<ResampleOptions, 'into'>> &
  CompleteResultOptions;

/** What binding/resample.cpp exports. */
interface Native {
  resample(samples: Float32Array, options: CompleteResampleOptions): Float32Array;
}

const resampleOptions: OptionTable<CompleteResampleOptions> = {
  fromRate: integer(),
  toRate: integer(),
  ...resultOptions,
};

/**
 * Resamples one channel with a windowed sinc: flat up to 0.91 of the lower Nyquist frequency, 120 dB down from that
 * frequency on, no delay (librosa.resample with `res_type='soxr_vhq'`).
 *
 * @param samples one channel, each finite
 * @returns ceil(samples.length * toRate / fromRate) samples
 * @throws DspError `INVALID_OPTION`, `AUDIO_EMPTY`, `AUDIO_NOT_FINITE`
 */
export function resample(samples: Float32Array, options: ResampleOptions): Float32Array {
  const input = floatsOf(samples, 'samples');
  const complete = completeOptions(options, resampleOptions, 'resample');
  return native((addon: Native) => addon.resample(input, complete));
}
