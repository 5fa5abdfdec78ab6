import type { Location } from './locate.d.mts';

/**
 * Begins to open TensorFlow's libraries on a thread, where the route brought an addon for that: who calls
 * `registerTensorflow` later waits for the rest alone. Until they are open every other addon waits that is loaded.
 *
 * Quiets TensorFlow's own log on stderr unless `TF_CPP_MIN_LOG_LEVEL` is set: it becomes 2 for the
 * process, and for the processes that it starts, also where loading fails after that. In the same way, where the
 * libraries are those for GPUs, `TF_DETERMINISTIC_OPS` becomes 1 (the same training ends with the same weights),
 * `NVIDIA_TF32_OVERRIDE` 0 (float32 is not rounded to TF32) and `TF_FORCE_GPU_ALLOW_GROWTH` true (memory is taken as it
 * is needed). A worker of Node's has a copy of the environment, which TensorFlow does not see: there, set them outside.
 */
export function openTensorflow(location: Pick<Location, 'route' | 'openerPath'>): void;

/**
 * Registers the backend `tensorflow` with `tf`, which must be the CommonJS `@tensorflow/tfjs` that
 * the caller works with. Choosing it (`tf.setBackend('tensorflow')`) is left to the caller.
 *
 * @throws the loader's error where the binding or one of its libraries cannot be opened
 */
export function registerTensorflow(tf: typeof import('@tensorflow/tfjs'), location: Location): void;
