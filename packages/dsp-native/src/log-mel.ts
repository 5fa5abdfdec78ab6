import { native } from './_addon.js';
import { floatsOf } from './_arguments.js';
import { completeOptions, type OptionTable } from './_options.js';
import { decibelOptions, type CompleteDecibelOptions, type DecibelOptions } from './decibel.js';
import {
  melOptions,
  type CompleteMelOptions,
  type MelOptions,
  type MelSpectrogram,
} from './mel.js';

/** The options of melSpectrogram and of powerToDb. */
export interface LogMelOptions extends MelOptions, DecibelOptions {}

export type CompleteLogMelOptions = CompleteMelOptions & CompleteDecibelOptions;

/** What binding/log-mel.cpp exports. */
interface Native {
  logMelSpectrogram(samples: Float32Array, options: CompleteLogMelOptions): MelSpectrogram;
}

export const logMelOptions: OptionTable<CompleteLogMelOptions> = {
  ...melOptions,
  ...decibelOptions,
};

/**
 * melSpectrogram and powerToDb in one call: `librosa.power_to_db(librosa.feature.melspectrogram(y=samples, ...))`.
 *
 * @param samples one channel, each finite
 * @returns decibels, nMels x nFrames
 * @throws DspError `INVALID_OPTION`, `AUDIO_EMPTY`, `AUDIO_NOT_FINITE`
 */
export function logMelSpectrogram(samples: Float32Array, options?: LogMelOptions): MelSpectrogram {
  const input = floatsOf(samples, 'samples');
  const complete = completeOptions(options, logMelOptions, 'logMelSpectrogram');
  return native((addon: Native) => addon.logMelSpectrogram(input, complete));
}
