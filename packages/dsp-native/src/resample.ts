import { native } from './_addon.js';
import { checkFloats } from './_arguments.js';
import { completeOptions, integer, type OptionTable } from './_options.js';

export interface ResampleOptions {
  /** The rate of the samples in hertz (librosa.resample's `orig_sr`). */
  fromRate: number;
  /** The rate of the result in hertz (`target_sr`); at most a factor of 256 from `fromRate`. */
  toRate: number;
}

const resampleOptions: OptionTable<ResampleOptions> = { fromRate: integer(), toRate: integer() };

/**
 * Resamples one channel with a windowed sinc: flat up to 0.91 of the lower Nyquist frequency, 120 dB down from that
 * frequency on, no delay (librosa.resample with `res_type='soxr_vhq'`).
 *
 * @param samples one channel, each finite
 * @returns ceil(samples.length * toRate / fromRate) samples
 * @throws DspError `INVALID_OPTION`, `AUDIO_EMPTY`, `AUDIO_NOT_FINITE`
 */
export function resample(samples: Float32Array, options: ResampleOptions): Float32Array {
  checkFloats(samples, 'samples');
  const complete = completeOptions(options, resampleOptions, 'resample');
  return native((addon) => addon.resample(samples, complete));
}
