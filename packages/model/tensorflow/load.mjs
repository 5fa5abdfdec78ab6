import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { commonJsLoader } from './_common-js.mjs';

const require = createRequire(import.meta.url);

let opened = false;

/** @param {import('./locate.d.mts').Location} location */
export function openTensorflow({ openerPath }) {
  if (opened) return;
  opened = true;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
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
