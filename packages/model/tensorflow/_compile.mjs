import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TensorflowError } from './_errors.mjs';
import { run } from './_run.mjs';
import { NAPI_VERSION } from './releases.mjs';

const require = createRequire(import.meta.url);
const OPENER_SOURCE = fileURLToPath(new URL('opener.cc', import.meta.url));

/** The wheel's headers that the sources reach; the other 12,000 stay packed. */
export const HEADERS =
  /^tensorflow\/include\/((tensorflow\/(c|core\/platform|tsl)|tsl|xla\/tsl)\/.*\.h)$/;

/**
 * Compiles tfjs-node's binding, unchanged, against the headers and libraries of the wheel, and the
 * opener beside it. Both find the libraries beside themselves, so the folder can be moved.
 *
 * @param {object} paths
 * @param {string} paths.tfjsNode the package, with its `binding/` sources
 * @param {string} paths.include the wheel's headers
 * @param {string} paths.lib the wheel's libraries; the addons go here
 * @param {readonly [string, string]} libraries file names in `lib`: libtensorflow_cc and _framework
 * @returns {Promise<{ binding: string, opener: string }>}
 */
export async function compileAddons({ tfjsNode, include, lib }, libraries) {
  const nodeHeaders = join(dirname(require.resolve('node-api-headers')), 'include');
  const includes = [tfjsNode, include, nodeHeaders];
  const binding = join(lib, 'tfjs_binding.node');
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) =>
    join(tfjsNode, 'binding', name),
  );
  const prefix = process.platform === 'darwin' ? '@rpath/' : '';
  const opener = join(lib, 'opener.node');
  await compile(binding, [...sources, ...libraries.map((name) => join(lib, name))], includes);
  await compile(
    opener,
    [
      OPENER_SOURCE,
      `-DMAIN_LIBRARY="${prefix}${libraries[0]}"`,
      `-DFRAMEWORK_LIBRARY="${prefix}${libraries[1]}"`,
    ],
    includes,
  );
  return { binding, opener };
}

/**
 * @param {string} target
 * @param {readonly string[]} inputs sources and libraries
 * @param {readonly string[]} includes
 */
async function compile(target, inputs, includes) {
  const compiler = process.env.CXX || 'c++';
  const linking =
    process.platform === 'darwin'
      ? ['-bundle', '-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path']
      : ['-shared', '-pthread', '-ldl', '-Wl,-rpath,$ORIGIN'];
  const { ok, stderr } = await run(
    compiler,
    [
      '-std=c++17',
      '-O2',
      '-fPIC',
      '-fvisibility=hidden',
      `-DNAPI_VERSION=${NAPI_VERSION}`,
      ...includes.map((folder) => `-I${folder}`),
      ...inputs,
      ...linking,
      '-o',
      target,
    ],
    { quiet: true },
  );
  if (!ok) {
    throw new TensorflowError(
      'TENSORFLOW_COMPILER',
      `Expected ${compiler} to compile ${inputs[0]} but it said: ${stderr.trim()}`,
    );
  }
}
