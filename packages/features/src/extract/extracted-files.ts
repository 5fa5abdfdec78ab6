import { type DspErrorCode, type ExtractResult } from '@prosodia/dsp-native';
import { type FeaturesErrorCode } from '../errors.js';

/** A file that could not be read, and why. */
export interface FailedFile {
  /** Its place among the files. */
  readonly index: number;
  readonly code: DspErrorCode | FeaturesErrorCode;
  readonly message: string;
}

/** What dsp-native's `extract` gives, for files of any format: a failed file has a row of zeros. */
export interface ExtractedFiles extends Omit<ExtractResult, 'failures'> {
  readonly failures: FailedFile[];
}
