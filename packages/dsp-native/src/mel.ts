import { native } from './_addon.js';
import { floatsOf } from './_arguments.js';
import { completeOptions, integer, number, type OptionTable } from './_options.js';
import { resultOptions, type CompleteResultOptions, type ResultOptions } from './_result.js';
import { precision, stftOptions, type CompleteStftOptions, type StftOptions } from './stft.js';

/** librosa.filters.mel's arguments; scale and area normalisation are Slaney's, its defaults. */
export interface MelBands {
  /** Hertz (librosa's `sr`). Default 44100. */
  sampleRate?: number;
  /** Default 2048. */
  nFft?: number;
  /** Number of bands, 1 to 4096. Default 128. */
  nMels?: number;
  /** Lower end of the lowest band in hertz. Default 0. */
  fMin?: number;
  /** Upper end of the highest band in hertz, at most half the sample rate. Default 8000. */
  fMax?: number;
}

export type CompleteMelBands = Required<MelBands>;

/** librosa.feature.melspectrogram's arguments, with `power=2`. */
export interface MelOptions extends StftOptions, MelBands, ResultOptions {}

export type CompleteMelOptions = CompleteStftOptions & CompleteMelBands & CompleteResultOptions;

/** A spectrogram in mel bands. */
export interface MelSpectrogram {
  /** nMels x nFrames, row-major as librosa's: all frames of the lowest band first. */
  values: Float32Array;
  nMels: number;
  nFrames: number;
}

/** What binding/mel.cpp exports. */
interface Native {
  melFilterbank(options: CompleteMelBands): Float32Array;
  melSpectrogram(samples: Float32Array, options: CompleteMelOptions): MelSpectrogram;
}

const melBands: OptionTable<CompleteMelBands> = {
  sampleRate: number(44100),
  nFft: integer(2048),
  nMels: integer(128),
  fMin: number(0),
  fMax: number(8000),
};

export const melOptions: OptionTable<CompleteMelOptions> = {
  ...stftOptions,
  ...melBands,
  ...resultOptions,
  precision: precision('single'),
};

/**
 * The triangular filters between the bins of a spectrum and mel bands (librosa.filters.mel).
 *
 * @returns nMels x (nFft / 2 + 1), row-major
 * @throws DspError `INVALID_OPTION`
 */
export function melFilterbank(options?: MelBands): Float32Array {
  const complete = completeOptions(options, melBands, 'melFilterbank');
  return native((addon: Native) => addon.melFilterbank(complete));
}

/**
 * The power of each frame in mel bands (librosa.feature.melspectrogram).
 *
 * @param samples one channel, each finite
 * @throws DspError `INVALID_OPTION`, `AUDIO_EMPTY`, `AUDIO_NOT_FINITE`
 */
export function melSpectrogram(samples: Float32Array, options?: MelOptions): MelSpectrogram {
  const input = floatsOf(samples, 'samples');
  const complete = completeOptions(options, melOptions, 'melSpectrogram');
  return native((addon: Native) => addon.melSpectrogram(input, complete));
}
