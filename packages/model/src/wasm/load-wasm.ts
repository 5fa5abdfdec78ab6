import { tf } from '../_tfjs.js';
import { filterGradient, inputGradient } from './_convolution-gradients.js';
import { registerWasmKernel } from './_kernel.js';
import { matrixProduct } from './_matrix-product.js';
import { maxPoolGradient } from './_max-pool-gradient.js';
import { mean, sum, tile } from './_reductions.js';

let loaded: Promise<void> | undefined;

/**
 * Starts tfjs's WebAssembly backend, with the kernels that training needs and those that make it bearable, and makes
 * it the one at work. It uses one thread: the threaded build in the package never starts a second one.
 *
 * @throws where this Node cannot run it
 */
export function loadWasm(): Promise<void> {
  return (loaded ??= load());
}

async function load(): Promise<void> {
  await import('@tensorflow/tfjs-backend-wasm');
  registerWasmKernel(filterGradient);
  registerWasmKernel(inputGradient);
  registerWasmKernel(maxPoolGradient);
  registerWasmKernel(matrixProduct);
  registerWasmKernel(sum);
  registerWasmKernel(mean);
  registerWasmKernel(tile);
  const removeNewListeners = watchListeners();
  try {
    if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
  } finally {
    removeNewListeners();
  }
}

const PROCESS_EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/** Emscripten's start-up code listens to every error of the process and throws it again; errors are not its affair. */
function watchListeners(): () => void {
  const before = PROCESS_EVENTS.map((event) => new Set(process.rawListeners(event)));
  return () => {
    PROCESS_EVENTS.forEach((event, index) => {
      for (const listener of process.rawListeners(event))
        if (before[index]?.has(listener) === false)
          process.removeListener(event, listener as (...args: unknown[]) => void);
    });
  };
}
