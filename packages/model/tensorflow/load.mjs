import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { commonJsLoader } from './_common-js.mjs';

const require = createRequire(import.meta.url);

const QUIET = { TF_CPP_MIN_LOG_LEVEL: '2' };
const ON_GPUS = {
  // Of several kernels the quicker one of the moment would be taken, and each has sums of its own.
  TF_DETERMINISTIC_OPS: '1',
  // Factors would be rounded to TF32's 11 bits, and answers differ in the fourth digit.
  NVIDIA_TF32_OVERRIDE: '0',
  // All memory would be taken at once, and none be left for a second process.
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
};

let opened = false;

/** @param {Pick<import('./locate.d.mts').Location, 'route' | 'openerPath'>} location */
export function openTensorflow({ route, openerPath }) {
  if (opened) return;
  opened = true;
  // Before the thread begins: it reads them.
  for (const [name, value] of Object.entries({ ...QUIET, ...(route === 'gpu' && ON_GPUS) }))
    process.env[name] ??= value;
  if (openerPath === undefined) return;
  const opener = require(openerPath);
  opener.begin(process.env.TF_CPP_MIN_LOG_LEVEL !== '0');
  // The start-up code of a library must not run while the process takes it down.
  process.once('exit', opener.wait);
}

/**
 * @param {typeof import('@tensorflow/tfjs')} tf
 * @param {import('./locate.d.mts').Location} location
 */
export function registerTensorflow(tf, location) {
  openTensorflow(location);
  const binding = require(location.bindingPath);
  const dist = join(location.tfjsNodeDir, 'dist');
  const load = commonJsLoader(
    {
      '@tensorflow/tfjs': tf,
      util: utilOfOldNode(),
      // Needed for SavedModel folders only, and it would need google-protobuf.
      './proto/api_pb': {},
    },
    require,
  );
  load(join(dist, 'register_all_kernels.js'));
  const { NodeJSKernelBackend } = load(join(dist, 'nodejs_kernel_backend.js'));
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, 'tfjs-node'), 3);
}

/** `util` with the type checks that tfjs-node calls: Node 22 warns of them, Node 23 has removed them. */
function utilOfOldNode() {
  return {
    ...util,
    isNullOrUndefined: (/** @type {unknown} */ value) => value === null || value === undefined,
    isArray: Array.isArray,
  };
}
