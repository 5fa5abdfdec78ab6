import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import util from 'node:util';
import { compileFunction } from 'node:vm';

const require = createRequire(import.meta.url);

/**
 * @param {typeof import('@tensorflow/tfjs')} tf
 * @param {import('./locate.d.mts').Location} location
 */
export function registerTensorflow(tf, location) {
  if (process.env.TF_CPP_MIN_LOG_LEVEL === undefined) {
    process.env.TF_CPP_MIN_LOG_LEVEL = '2';
    if (location.openerPath) require(location.openerPath);
  }
  const binding = require(location.bindingPath);
  const dist = join(location.tfjsNodeDir, 'dist');
  const load = commonJsLoader({
    '@tensorflow/tfjs': tf,
    util: utilOfOldNode(),
    // Needed for SavedModel folders only, and it would need google-protobuf.
    './proto/api_pb': {},
  });
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

/**
 * Loads CommonJS files that live outside any `node_modules`, with the modules they import by name
 * handed in. So tfjs-node runs from the shared cache on the caller's tfjs, and no module of Node or
 * of the caller is patched.
 *
 * @param {Record<string, unknown>} modules by the name they are required with
 * @returns {(file: string) => any} the file's exports
 */
function commonJsLoader(modules) {
  /** @type {Map<string, { exports: any }>} */
  const loaded = new Map();
  /** @param {string} file */
  const load = (file) => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    /** @param {string} id */
    const requireFrom = (id) =>
      modules[id] ?? (id.startsWith('.') ? load(join(dirname(file), `${id}.js`)) : require(id));
    const body = compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module'], {
      filename: file,
    });
    body.call(module.exports, module.exports, requireFrom, module);
    return module.exports;
  };
  return load;
}
