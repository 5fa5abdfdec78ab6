import { native } from './_addon.js';
import { floatsOf } from './_arguments.js';
import {
  completeOptions,
  flag,
  floats,
  integer,
  nested,
  oneOf,
  type OptionTable,
} from './_options.js';

/** `reflect` mirrors the signal at its ends, `constant` puts zeros there. */
export type PadMode = 'reflect' | 'constant';

/** What the transform computes in; the results are rounded to single precision anyway. */
export type Precision = 'single' | 'double';

/** librosa.stft's `n_fft`, `hop_length`, `center` and `pad_mode`; the window is always Hann over `nFft`. */
export interface StftOptions {
  /** Samples of a frame: even, 4 to 65536, no prime factor above 5. Default 2048. */
  nFft?: number;
  /** Samples from one frame to the next. Default 512. */
  hopLength?: number;
  /** Frame t is centred on sample t * hopLength; else it begins there. Default true. */
  center?: boolean;
  /** What lies beyond the ends of a centred signal. Default `reflect` (librosa from 0.10 on: `constant`). */
  padMode?: PadMode;
  /**
   * `single` takes half the time and errs by some -138 dB of what is in a frame. In mel bands, where it is the default,
   * it errs by less than 0.001 dB down to 80 dB below the loudest band of a frame: frames in which it would not are
   * done again in double precision. Default `double` for stft.
   */
  precision?: Precision;
}

export type CompleteStftOptions = Required<StftOptions>;

/** A complex spectrogram, both parts nBins x nFrames, row-major: all frames of bin 0 first. */
export interface Spectrogram {
  real: Float32Array;
  imag: Float32Array;
  /** nFft / 2 + 1 */
  nBins: number;
  /** 1 + floor(samples / hopLength) when centred. */
  nFrames: number;
}

/** stft's own options. */
export interface SpectrogramOptions extends StftOptions {
  /**
   * Memory for either part, of just its number of values and apart from the other and from what is read; it is what the
   * call then returns. Default: new memory.
   */
  into?: { real?: Float32Array; imag?: Float32Array };
}

interface Parts {
  real: Float32Array | undefined;
  imag: Float32Array | undefined;
}

type CompleteSpectrogramOptions = CompleteStftOptions & { into: Parts };

/** What binding/stft.cpp exports. */
interface Native {
  stft(samples: Float32Array, options: CompleteSpectrogramOptions): Spectrogram;
}

export const precision = (fallback: Precision) => oneOf(['single', 'double'], fallback);

export const stftOptions: OptionTable<CompleteStftOptions> = {
  nFft: integer(2048),
  hopLength: integer(512),
  center: flag(true),
  padMode: oneOf(['reflect', 'constant'], 'reflect'),
  precision: precision('double'),
};

const spectrogramOptions: OptionTable<CompleteSpectrogramOptions> = {
  ...stftOptions,
  into: nested<Parts>({ real: floats(), imag: floats() }),
};

/**
 * The short-time Fourier transform (librosa.stft).
 *
 * @param samples one channel, each finite
 * @throws DspError `INVALID_OPTION`, `AUDIO_EMPTY`, `AUDIO_NOT_FINITE`
 */
export function stft(samples: Float32Array, options?: SpectrogramOptions): Spectrogram {
  const input = floatsOf(samples, 'samples');
  const complete = completeOptions(options, spectrogramOptions, 'stft');
  return native((addon: Native) => addon.stft(input, complete));
}
