import { native } from './_addon.js';
import { floatsOf } from './_arguments.js';
import { completeOptions, integer, type OptionTable } from './_options.js';
import { resultOptions, type CompleteResultOptions, type ResultOptions } from './_result.js';
import { expected } from './errors.js';

/** librosa.feature.delta's `width` and `order`; its mode is `interp`, the default. */
export interface DeltaOptions extends ResultOptions {
  /** Frames that one value is fitted to: odd, 3 to 65535, at most nFrames. Default 9. */
  width?: number;
  /** 1: slope per frame; 2: curvature per frame squared. Default 1. */
  order?: number;
}

export type CompleteDeltaOptions = Required<Omit<DeltaOptions, 'into'>> & CompleteResultOptions;

/** What mfcc, melSpectrogram and logMelSpectrogram return: rows of frames, row-major. */
export interface FrameMatrix {
  /** Each finite, of magnitude at most 1e30. */
  values: Float32Array;
  nFrames: number;
}

/** What binding/delta.cpp exports. */
interface Native {
  delta(values: Float32Array, nFrames: number, options: CompleteDeltaOptions): Float32Array;
}

const deltaOptions: OptionTable<CompleteDeltaOptions> = {
  width: integer(9),
  order: integer(1),
  ...resultOptions,
};

/**
 * How each row changes over its frames (librosa.feature.delta): the derivative of a polynomial of degree `order`
 * fitted to `width` frames, after Savitzky and Golay.
 *
 * @returns as many values, in the same order
 * @throws DspError `INVALID_OPTION` (also when there are fewer frames than `width`), `INVALID_ARGUMENT`,
 *   `AUDIO_NOT_FINITE`
 */
export function delta(matrix: FrameMatrix, options?: DeltaOptions): Float32Array {
  const complete = completeOptions(options, deltaOptions, 'delta');
  const { values, nFrames } = checkedMatrix(matrix);
  return native((addon: Native) => addon.delta(values, nFrames, complete));
}

/** The matrix read once: what a getter gives later cannot differ from what was checked. */
function checkedMatrix(matrix: unknown): FrameMatrix {
  if (typeof matrix !== 'object' || matrix === null) {
    throw expected('INVALID_ARGUMENT', 'an object with values and nFrames', 'matrix', matrix);
  }
  const { nFrames, values: given } = matrix as Partial<FrameMatrix>;
  const values = floatsOf(given, 'matrix.values');
  if (!isCount(nFrames) || values.length % nFrames !== 0) {
    const what = `a whole part of ${values.length} values`;
    throw expected('INVALID_ARGUMENT', what, 'matrix.nFrames', nFrames);
  }
  return { values, nFrames };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
