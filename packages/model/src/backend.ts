import { locateTensorflow } from '../tensorflow/locate.mjs';
import { registerTensorflow } from '../tensorflow/load.mjs';
import { tf } from './_tfjs.js';
import { expected, ModelError } from './errors.js';

/**
 * What can compute: `tensorflow` is libtensorflow through tfjs-node; `javascript` is tfjs's own arithmetic, needs
 * nothing and suits prediction and small networks (it is some hundred times slower in training).
 */
export type BackendName = 'tensorflow' | 'javascript';

/** The backend at work. Every run that reports numbers also reports its name, version and device. */
export interface Backend {
  readonly name: BackendName;
  /** Version of TensorFlow, or of tfjs where that computes itself. */
  readonly version: string;
  readonly device: 'CPU' | 'GPU';
  /** tfjs, ready to use on this backend. */
  readonly tf: typeof tf;
}

/** One way to compute. A new backend is a new entry in `candidates`, and in `defaultOrder` if it may stand in unasked. */
interface Candidate {
  /** Makes the backend known to tfjs under `id`, or throws a {@link ModelError} that says how to get it. */
  readonly register: () => { readonly version: string };
  readonly id: string;
}

const candidates: Readonly<Record<BackendName, Candidate>> = {
  tensorflow: { id: 'tensorflow', register: registerLibtensorflow },
  javascript: { id: 'cpu', register: () => ({ version: tf.version.tfjs }) },
};
const defaultOrder = ['tensorflow'] as const satisfies readonly BackendName[];

let active: Backend | undefined;

/**
 * Picks the backend; the only place that does. Called again it returns the one at work, or changes it when another
 * is preferred. `train` and `predict` call it themselves, so call it only to choose, to look or to fail early.
 *
 * @param options prefer: the backend to use; by default TensorFlow
 * @throws {ModelError} BACKEND_UNAVAILABLE, naming the ways to get it; INVALID_OPTION for an unknown name
 */
export async function loadBackend({ prefer }: { prefer?: BackendName } = {}): Promise<Backend> {
  const wanted = prefer ?? active?.name ?? defaultOrder[0];
  if (active?.name === wanted) return active;
  if (!Object.hasOwn(candidates, wanted))
    throw expected(
      'INVALID_OPTION',
      Object.keys(candidates).join(' or '),
      'loadBackend.prefer',
      JSON.stringify(wanted),
    );
  tf.enableProdMode();
  const { id, register } = candidates[wanted];
  const { version } = register();
  await tf.setBackend(id);
  await tf.ready();
  const { isUsingGpuDevice = false } = tf.backend() as { isUsingGpuDevice?: boolean };
  active = { name: wanted, version, device: isUsingGpuDevice ? 'GPU' : 'CPU', tf };
  return active;
}

function registerLibtensorflow(): { version: string } {
  const place = locateTensorflow();
  if (!place.found)
    throw new ModelError(
      'BACKEND_UNAVAILABLE',
      `Expected TensorFlow for training but received none (${place.reason}); ` +
        `bring it with \`${place.remedy}\`, ` +
        "or call loadBackend({ prefer: 'javascript' }) for a small network",
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
