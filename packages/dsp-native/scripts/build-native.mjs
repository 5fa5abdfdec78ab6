/**
 * Compiles the addon with cmake-js and stages it where src/_addon.ts looks for it: prebuilds/<platform>-<arch>/.
 * package.json's `binary.napi_versions` makes cmake-js take the headers of the npm package node-api-headers, so
 * nothing is downloaded for Node itself.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageRoot = resolve(
  import.meta.dirname ?? fileURLToPath(new URL('.', import.meta.url)),
  '..',
);
const require = createRequire(import.meta.url);

/** The folder of prebuilt addons this machine can load. */
export const prebuildFolder = join(packageRoot, 'prebuilds', `${process.platform}-${process.arch}`);
export const addonFile = join(prebuildFolder, 'prosodia-dsp.node');

/**
 * Compiles the addon, or another target of CMakeLists.txt, and returns the folder of the build. Throws with the
 * reason if a tool is missing or the compiler refuses.
 *
 * @param {string} folder under build/
 * @param {{ definitions?: Record<string, string>, target?: string }} [options] `definitions` of CMake's options
 */
export function compileNative(folder, { definitions = {}, target } = {}) {
  const out = join(packageRoot, 'build', folder);
  const parallel = String(availableParallelism());
  const cmakeJs = require.resolve('cmake-js/bin/cmake-js');
  const options = ['--directory', packageRoot, '--out', out, '--config', 'Release'];
  for (const [name, value] of Object.entries(definitions)) options.push(`--CD${name}=${value}`);
  if (target) options.push('--target', target);
  const { status, error } = spawnSync(
    process.execPath,
    [cmakeJs, 'compile', ...options, '--parallel', parallel],
    { stdio: 'inherit' },
  );
  if (error) throw error;
  if (status !== 0)
    throw new Error(`Expected 0 for the exit code of cmake-js but received ${status}`);
  return out;
}

/** Compiles the addon that this checkout or installation loads. */
export function buildNative() {
  const compiled = join(compileNative('addon'), 'Release', 'prosodia-dsp.node');
  mkdirSync(prebuildFolder, { recursive: true });
  // A running process may have the old addon mapped: it keeps its file, new ones get the whole new one.
  const unfinished = `${addonFile}.${process.pid}`;
  copyFileSync(compiled, unfinished);
  renameSync(unfinished, addonFile);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildNative();
