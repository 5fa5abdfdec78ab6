import { native } from './_addon.js';
import { floatsOf } from './_arguments.js';
import { completeOptions, number, numberOrNull, type OptionTable } from './_options.js';
import { resultOptions, type CompleteResultOptions, type ResultOptions } from './_result.js';
import { expected } from './errors.js';

/** librosa.power_to_db's `ref`, `amin` and `top_db`. */
export interface DecibelOptions extends ResultOptions {
  /** The power that becomes 0 dB, above 0. Default 1. */
  ref?: number;
  /** Powers below count as this one, above 0. Default 1e-10. */
  amin?: number;
  /** Values more than this below the largest are lifted to there; null: no such floor. Default 80. */
  topDb?: number | null;
}

export type CompleteDecibelOptions = Required<Omit<DecibelOptions, 'into'>> & CompleteResultOptions;

export const decibelOptions: OptionTable<CompleteDecibelOptions> = {
  ref: number(1),
  amin: number(1e-10),
  topDb: numberOrNull(80),
  ...resultOptions,
};

/** What binding/decibel.cpp exports. */
interface Native {
  powerToDb(values: Float32Array, options: CompleteDecibelOptions): Float32Array;
}

/**
 * Power in decibel (librosa.power_to_db).
 *
 * @param values powers, 0 or more; none of them NaN
 * @returns as many values, in dB
 * @throws DspError `INVALID_OPTION`
 */
export function powerToDb(values: Float32Array, options?: DecibelOptions): Float32Array {
  const power = floatsOf(values, 'values');
  const complete = completeOptions(options, decibelOptions, 'powerToDb');
  const nan = power.findIndex(Number.isNaN);
  if (nan >= 0) throw expected('AUDIO_NOT_FINITE', 'no NaN', `values[${nan}]`, NaN);
  return native((addon: Native) => addon.powerToDb(power, complete));
}
