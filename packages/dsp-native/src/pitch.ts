import { native } from './_addon.js';
import { floatsOf } from './_arguments.js';
import { completeOptions, number, type OptionTable } from './_options.js';
import { stftOptions, type CompleteStftOptions, type StftOptions } from './stft.js';

/** Frames as those of stft; `nFft` must hold two periods of `minHertz`. */
export interface PitchOptions extends StftOptions {
  /** Hertz. Default 22050. */
  sampleRate?: number;
  /** Lowest pitch. Default 75. */
  minHertz?: number;
  /** Highest pitch, at most 1000 and a quarter of the rate. Default 600. */
  maxHertz?: number;
}

export type CompletePitchOptions = CompleteStftOptions &
  Required<Pick<PitchOptions, 'sampleRate' | 'minHertz' | 'maxHertz'>>;

/** One value a frame in each. */
export interface Pitch {
  /** The fundamental frequency; 0 in a frame without a peak, as in silence. */
  hertz: Float32Array;
  /** How periodic the frame is at it, 0 to 1: the ratio of harmonics to noise is strength / (1 - strength). */
  strength: Float32Array;
  /** Mean power under the window in dB of full scale, at least -100. */
  levelDb: Float32Array;
  nFrames: number;
}

/** What binding/pitch.cpp exports. */
interface Native {
  pitch(samples: Float32Array, options: CompletePitchOptions): Pitch;
}

const pitchOptions: OptionTable<CompletePitchOptions> = {
  ...stftOptions,
  sampleRate: number(22050),
  minHertz: number(75),
  maxHertz: number(600),
};

/**
 * The fundamental frequency of each frame, by autocorrelation below 4 kHz (Boersma 1993, as in Praat), frame by frame:
 * no path is followed. A frame is usually taken for voiced from a strength of 0.5 on.
 *
 * @param samples one channel, each finite
 * @throws DspError `INVALID_OPTION`, `AUDIO_EMPTY`, `AUDIO_NOT_FINITE`
 */
export function pitch(samples: Float32Array, options?: PitchOptions): Pitch {
  const input = floatsOf(samples, 'samples');
  const complete = completeOptions(options, pitchOptions, 'pitch');
  return native((addon: Native) => addon.pitch(input, complete));
}
