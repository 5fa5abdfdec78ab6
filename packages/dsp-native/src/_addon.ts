import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { DspError, expected, type DspErrorCode } from './errors.js';

const packageRoot = fileURLToPath(new URL('..', import.meta.url));
/** Where scripts/build-native.mjs puts the addon, and where the tarball brings it. */
export const addonFile = `${packageRoot}prebuilds/${process.platform}-${process.arch}/prosodia-dsp.node`;
let loaded: object | undefined;

/**
 * Calls the addon; what it throws becomes a DspError that was made here and so has a JavaScript stack. Each stage
 * says beside its own types which functions of binding/stages.h it calls, so that this file knows none of them.
 */
export function native<T>(call: (addon: never) => T): T {
  loaded ??= loadAddon(addonFile);
  try {
    return call(loaded as never);
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
export function loadAddon(file: string): object {
  try {
    return createRequire(import.meta.url)(file) as object;
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
