import { locateTensorflow } from '../tensorflow/locate.mjs';
import { openTensorflow, registerTensorflow } from '../tensorflow/load.mjs';
import { tf } from './_tfjs.js';
import { expected, ModelError } from './errors.js';
import { loadWasm } from './wasm/load-wasm.js';

/**
 * What can compute: `tensorflow` is libtensorflow through tfjs-node; `wasm` is tfjs's WebAssembly, which comes with
 * this package and uses one thread; `javascript` is tfjs's plain arithmetic, for small networks. What they cost is in
 * `docs/experiments.md`.
 */
export type BackendName = 'tensorflow' | 'wasm' | 'javascript';

/** The backend at work. Every run that reports numbers also reports its name, version and device. */
export interface Backend {
  readonly name: BackendName;
  /** Version of TensorFlow, or of tfjs where that computes itself. */
  readonly version: string;
  readonly device: 'CPU' | 'GPU';
  /** Where it stands in for a faster one: why, what that costs, and what to run; for people. */
  readonly notice?: string;
  /** tfjs, ready to use on this backend; without its converter, `tf.data` and WebGL, which are not loaded. */
  readonly tf: typeof tf;
}

export interface BackendOptions {
  /** The backend to use. By default TensorFlow, and where that cannot be had the next best. */
  readonly prefer?: BackendName;
  /** Called once in a process, with `notice`, where a slower backend stands in unasked (a warning of Node). */
  readonly onFallback?: (notice: string) => void;
}

/** One way to compute. A new backend is a new entry in `candidates`, and in `defaultOrder` if it may stand in unasked. */
interface Candidate {
  /** Makes the backend known to tfjs under `id`, or throws a {@link ModelError} that says how to get it. */
  readonly register: () => { readonly version: string } | Promise<{ readonly version: string }>;
  readonly id: string;
  /** What to expect when it stands in, for people. */
  readonly cost?: string;
}

const candidates: Readonly<Record<BackendName, Candidate>> = {
  tensorflow: { id: 'tensorflow', register: registerLibtensorflow },
  wasm: {
    id: 'wasm',
    register: registerWasm,
    cost:
      "Training goes on with tfjs's WebAssembly on one core, several times slower: the notebook's network takes " +
      'about 10 seconds an epoch on 1152 recordings',
  },
  javascript: {
    id: 'cpu',
    register: () => ({ version: tf.version.tfjs }),
    cost:
      "Training goes on with tfjs's plain JavaScript, a thousand times slower: the notebook's network takes " +
      'about an hour an epoch on 1152 recordings',
  },
};
const defaultOrder = ['tensorflow', 'wasm', 'javascript'] as const satisfies readonly BackendName[];

let active: Backend | undefined;
let told = false;

/**
 * Picks the backend. With TensorFlow for GPUs it sets environment variables that are not set: `TF_DETERMINISTIC_OPS=1`,
 * `NVIDIA_TF32_OVERRIDE=0` and `TF_FORCE_GPU_ALLOW_GROWTH=true`, so that a training can be repeated, in float32, beside
 * others; with any, `TF_CPP_MIN_LOG_LEVEL=2`. Called again it returns the one at work, or changes it when another is preferred. `train` calls
 * it itself, so call it only to choose, to look or to fail early.
 *
 * @throws {ModelError} BACKEND_UNAVAILABLE where the preferred one cannot be had, naming the ways to get it;
 *   INVALID_OPTION for an unknown name
 */
export async function loadBackend({
  prefer,
  onFallback = warn,
}: BackendOptions = {}): Promise<Backend> {
  const backend = await pickBackend(prefer);
  if (backend.notice !== undefined && !told) {
    told = true;
    onFallback(backend.notice);
  }
  return backend;
}

/**
 * For a process that has other work before it computes: TensorFlow's libraries are opened on a thread meanwhile (but
 * those of tfjs-node's own download), and {@link loadBackend} waits for the rest. Without TensorFlow it does what
 * `loadBackend` does, so that its notice comes before that work; libraries that cannot be opened are told by `loadBackend`
 * alone. Load other addons first, for they would wait, and set no environment variable before `loadBackend` is done.
 */
export async function prepareBackend({
  onFallback,
}: Pick<BackendOptions, 'onFallback'> = {}): Promise<void> {
  const place = locateTensorflow();
  if (!place.found) {
    await loadBackend({ ...(onFallback && { onFallback }) });
    return;
  }
  try {
    openTensorflow(place);
  } catch {
    // What cannot be opened cannot be loaded either, and there it is told.
  }
}

/** As {@link loadBackend}, without a word where another stands in: prediction is quick on each of them. */
export async function pickBackend(prefer?: BackendName): Promise<Backend> {
  if (prefer === undefined) active ??= await startFirst();
  else if (active?.name !== prefer) active = await start(prefer);
  return active;
}

/** The first of the default order that can be had. */
async function startFirst(): Promise<Backend> {
  const missing: string[] = [];
  for (const name of defaultOrder) {
    try {
      const backend = await start(name);
      const { cost } = candidates[name];
      return missing.length === 0 ? backend : { ...backend, notice: [...missing, cost].join('. ') };
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      missing.push(error.message);
    }
  }
  throw new ModelError('BACKEND_UNAVAILABLE', missing.join('. '));
}

async function start(name: BackendName): Promise<Backend> {
  if (!Object.hasOwn(candidates, name))
    throw expected(
      'INVALID_OPTION',
      Object.keys(candidates).join(' or '),
      'loadBackend.prefer',
      JSON.stringify(name),
    );
  tf.enableProdMode();
  const { id, register } = candidates[name];
  const { version } = await register();
  await tf.setBackend(id);
  await tf.ready();
  const { isUsingGpuDevice = false } = tf.backend() as { isUsingGpuDevice?: boolean };
  return { name, version, device: isUsingGpuDevice ? 'GPU' : 'CPU', tf };
}

const warn = (notice: string): void => {
  process.emitWarning(notice, { type: 'ProsodiaWarning', code: 'PROSODIA_SLOW_BACKEND' });
};

function registerLibtensorflow(): { version: string } {
  const place = locateTensorflow();
  if (!place.found)
    throw new ModelError(
      'BACKEND_UNAVAILABLE',
      `Expected TensorFlow for training but received none (${place.reason}); ` +
        `bring it with \`${place.remedy}\``,
    );
  if (!Object.hasOwn(tf.engine().registryFactory, 'tensorflow')) {
    try {
      registerTensorflow(tf, place);
    } catch (cause) {
      const [reason = ''] = String(cause).split('\n');
      throw new ModelError(
        'BACKEND_UNAVAILABLE',
        `Expected a TensorFlow that loads for ${place.bindingPath} but received ${reason}; ` +
          'remove that folder and bring it again with `npx prosodia-tensorflow install`',
        { cause },
      );
    }
  }
  return { version: place.tensorflowVersion };
}

async function registerWasm(): Promise<{ version: string }> {
  try {
    await loadWasm();
  } catch (cause) {
    const [reason = ''] = String(cause).split('\n');
    throw new ModelError(
      'BACKEND_UNAVAILABLE',
      `Expected a Node that runs tfjs's WebAssembly but received ${reason}`,
      { cause },
    );
  }
  return { version: tf.version.tfjs };
}
