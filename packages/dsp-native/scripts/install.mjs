/**
 * npm's install script. The tarball brings an addon for the platform it was packed on; on others it is compiled.
 * It never fails the install of the packages around it: the first call of this one repeats what to do.
 */
import { createRequire } from 'node:module';

import { addonFile, buildNative } from './build-native.mjs';

try {
  createRequire(import.meta.url)(addonFile);
} catch {
  console.log(
    `@prosodia/dsp-native: no prebuilt addon loads on ${process.platform}-${process.arch}, compiling one.`,
  );
  try {
    buildNative();
  } catch (error) {
    console.error(
      `@prosodia/dsp-native: the addon could not be compiled (${error.message}).\n` +
        'Install CMake 3.20+, a C++20 compiler and make or ninja, then run: npm rebuild @prosodia/dsp-native',
    );
  }
}
