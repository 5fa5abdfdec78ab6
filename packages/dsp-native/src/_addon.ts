import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { DspError, expected, type DspErrorCode } from './errors.js';
import type { CompleteDecibelOptions } from './decibel.js';
import type { CompleteDeltaOptions } from './delta.js';
import type { CompleteExtractOptions } from './extract.js';
import type { KernelDescription } from './kernel.js';
import type { CompleteLogMelOptions } from './log-mel.js';
import type { CompleteMelBands, CompleteMelOptions, MelSpectrogram } from './mel.js';
import type { CompleteMfccOptions, Mfcc } from './mfcc.js';
import type { ResampleOptions } from './resample.js';
import type { CompleteStftOptions, Spectrogram } from './stft.js';
import type { CompleteReadWavOptions, WavAudio, WavLimits } from './wav.js';

/** What binding/stages.h exports, function by function. */
export interface NativeAddon {
  decodeWav(bytes: Uint8Array, limits: WavLimits): WavAudio;
  readWav(path: string, options: CompleteReadWavOptions): Promise<WavAudio>;
  resample(samples: Float32Array, options: ResampleOptions): Float32Array;
  stft(samples: Float32Array, options: CompleteStftOptions): Spectrogram;
  melFilterbank(options: CompleteMelBands): Float32Array;
  melSpectrogram(samples: Float32Array, options: CompleteMelOptions): MelSpectrogram;
  logMelSpectrogram(samples: Float32Array, options: CompleteLogMelOptions): MelSpectrogram;
  powerToDb(values: Float32Array, options: CompleteDecibelOptions): Float32Array;
  mfcc(samples: Float32Array, options: CompleteMfccOptions): Mfcc;
  delta(values: Float32Array, nFrames: number, options: CompleteDeltaOptions): Float32Array;
  extract(
    paths: readonly string[],
    options: CompleteExtractOptions,
    onProgress: (done: number) => void,
  ): { promise: Promise<NativeExtractResult>; cancel: () => void };
  describeKernel(): KernelDescription;
}

/** ExtractResult before the paths join the failures. */
export interface NativeExtractResult {
  values: Float32Array;
  width: number;
  nFrames: Uint32Array;
  warnings: { index: number; message: string }[];
  failures: { index: number; code: DspErrorCode; message: string }[];
}

const packageRoot = fileURLToPath(new URL('..', import.meta.url));
/** Where scripts/build-native.mjs puts the addon, and where the tarball brings it. */
export const addonFile = `${packageRoot}prebuilds/${process.platform}-${process.arch}/prosodia-dsp.node`;
let loaded: NativeAddon | undefined;

/** Calls the addon; what it throws becomes a DspError that was made here and so has a JavaScript stack. */
export function native<T>(call: (addon: NativeAddon) => T): T {
  loaded ??= loadAddon(addonFile);
  try {
    return call(loaded);
  } catch (error) {
    throw asDspError(error);
  }
}

/** A native error as a DspError; `suffix` ends its sentence, to name a file for example. */
export function asDspError(error: unknown, suffix = ''): unknown {
  if (error instanceof RangeError) {
    return expected('OUT_OF_MEMORY', 'enough memory', 'the result', `${error.message}${suffix}`);
  }
  if (!(error instanceof Error && 'code' in error)) return error;
  return new DspError(error.code as DspErrorCode, error.message + suffix);
}

/** Loads an addon; the error says what was tried and what to run. */
export function loadAddon(file: string): NativeAddon {
  try {
    return createRequire(import.meta.url)(file) as NativeAddon;
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new DspError(
      'ADDON_MISSING',
      `Expected an addon for ${process.platform}-${process.arch} as ${file} but received: ${reason}\n` +
        'Compile it (CMake 3.20+, a C++20 compiler and make or ninja are needed) with\n' +
        `  node ${packageRoot}scripts/build-native.mjs`,
      { cause },
    );
  }
}
