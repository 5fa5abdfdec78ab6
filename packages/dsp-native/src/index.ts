export { addonFile } from './_addon.js';
export { powerToDb, type DecibelOptions } from './decibel.js';
export { delta, type DeltaOptions, type FrameMatrix } from './delta.js';
export { DspError, type DspErrorCode } from './errors.js';
export {
  extract,
  type ExtractFailure,
  type ExtractOptions,
  type ExtractProgress,
  type ExtractResult,
} from './extract.js';
export { describeKernel, type KernelDescription } from './kernel.js';
export { logMelSpectrogram, type LogMelOptions } from './log-mel.js';
export {
  melFilterbank,
  melSpectrogram,
  type MelBands,
  type MelOptions,
  type MelSpectrogram,
} from './mel.js';
export { mfcc, type Mfcc, type MfccOptions } from './mfcc.js';
export { pitch, type Pitch, type PitchOptions } from './pitch.js';
export { type ResultOptions, type RoomOptions } from './_result.js';
export { resample, type ResampleOptions } from './resample.js';
export {
  stft,
  type PadMode,
  type Precision,
  type Spectrogram,
  type SpectrogramOptions,
  type StftOptions,
} from './stft.js';
export { LogMelStream, logMelFrames, type LogMelStreamOptions } from './stream.js';
export { decodeWav, readWav, type ReadWavOptions, type WavAudio, type WavLimits } from './wav.js';
