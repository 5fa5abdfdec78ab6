import { createRequire } from 'node:module';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { locateTensorflow } from './locate.mjs';
import { registerTensorflow } from './load.mjs';

/** @type {typeof import('@tensorflow/tfjs')} */
const tf = createRequire(import.meta.url)('@tensorflow/tfjs');

describe('registerTensorflow', () => {
  /** @type {string[]} */
  const warnings = [];
  process.on('warning', ({ message }) => warnings.push(message));

  beforeAll(async () => {
    const location = locateTensorflow();
    if (!location.found) throw new Error(`${location.reason}; run: ${location.remedy}`);
    registerTensorflow(tf, location);
    await tf.setBackend('tensorflow');
  });

  it('computes on TensorFlow, with the tfjs of the caller', async () => {
    expect(tf.getBackend()).toBe('tensorflow');
    const product = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]]));
    expect(await product.array()).toEqual([[11]]);
  });

  it('has the gradients that a convolution needs, and calls nothing that Node took away', async () => {
    const x = tf.ones([1, 6, 1]);
    const gradient = tf.grad((/** @type {any} */ w) =>
      tf.conv1d(/** @type {any} */ (x), w, 1, 'valid').sum(),
    );
    expect(await gradient(tf.ones([3, 1, 1])).array()).toEqual([[[4]], [[4]], [[4]]]);
    const { values } = tf.topk(tf.tensor1d([1, 3, 2]), 2);
    expect(await values.array()).toEqual([3, 2]);
    expect(warnings).toEqual([]);
  });
});

describe('openTensorflow', () => {
  const NAMES = ['TF_DETERMINISTIC_OPS', 'NVIDIA_TF32_OVERRIDE', 'TF_FORCE_GPU_ALLOW_GROWTH'];
  const environment = () => NAMES.map((name) => process.env[name]);
  beforeEach(() => {
    for (const name of NAMES) vi.stubEnv(name, undefined);
    vi.resetModules(); // what is open stays open
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('has GPUs give the same bits each time, of whole float32, and leave memory to others', async () => {
    (await import('./load.mjs')).openTensorflow({ route: 'gpu' });
    expect(environment()).toEqual(['1', '0', 'true']);
  });

  it('leaves it to the environment where that says something', async () => {
    vi.stubEnv('NVIDIA_TF32_OVERRIDE', '1');
    (await import('./load.mjs')).openTensorflow({ route: 'gpu' });
    expect(environment()).toEqual(['1', '1', 'true']);
  });

  it('says nothing of GPUs to the libraries for the CPU', async () => {
    (await import('./load.mjs')).openTensorflow({ route: 'wheel' });
    expect(environment()).toEqual([undefined, undefined, undefined]);
  });
});
