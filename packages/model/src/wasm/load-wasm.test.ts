import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { tf } from '../_tfjs.js';
import { loadBackend, type BackendName } from '../backend.js';
import type { NetworkSpec } from '../networks/network-spec.js';
import { train } from '../training/train.js';
import { loadWasm } from './load-wasm.js';

/** Values with a sign, without equals, the same each time. */
const values = (shape: number[]) =>
  tf.tidy(() => {
    const size = shape.reduce((all, one) => all * one, 1);
    const wave = Float32Array.from({ length: size }, (_, i) => Math.sin(1.7 * i * i + i));
    return tf.tensor(wave, shape);
  });

/** The result of `compute` and its gradients by the inputs, each result weighted by values of its own. */
async function gradients(
  backend: BackendName,
  shapes: readonly number[][],
  compute: (...inputs: Tensor[]) => Tensor,
): Promise<number[][]> {
  await loadBackend({ prefer: backend });
  const results = tf.tidy(() => {
    const inputs = shapes.map(values);
    const output = compute(...inputs);
    return [output, ...tf.grads(compute)(inputs, values(output.shape))];
  });
  const numbers = results.map((tensor) => [...tensor.shape, ...tensor.dataSync()]);
  tf.dispose(results);
  return numbers;
}

function expectClose(actual: number[][], wanted: number[][]): void {
  expect(actual.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
  actual.forEach((tensor, index) => {
    tensor.forEach((value, i) => {
      const other = wanted[index]?.[i] ?? NaN;
      // Sums of up to some hundred products of float32 numbers around 1, added in another order.
      expect(Math.abs(value - other)).toBeLessThan(2e-5 * Math.max(1, Math.abs(other)));
    });
  });
}

const conv =
  (strides: number | [number, number], pad: 'same' | 'valid' | number) => (x: Tensor, w: Tensor) =>
    tf.conv2d(x as Tensor4D, w as Tensor4D, strides, pad);
const pool =
  (size: [number, number], strides: [number, number], pad: 'same' | 'valid' | number) =>
  (x: Tensor) =>
    tf.maxPool(x as Tensor4D, size, strides, pad);

/** Something of every kind of layer. */
const network: NetworkSpec = {
  name: 'small',
  inputShape: [24, 1],
  layers: [
    { type: 'conv1d', name: 'conv1', filters: 6, kernelSize: 5, activation: 'relu' },
    { type: 'batchNormalization', name: 'norm1', momentum: 0.9, epsilon: 1e-3 },
    { type: 'maxPooling1d', name: 'pool1', poolSize: 2 },
    { type: 'conv1d', name: 'conv2', filters: 8, kernelSize: 3, activation: 'relu' },
    { type: 'maxPooling1d', name: 'pool2', poolSize: 2 },
    { type: 'flatten', name: 'flatten' },
    { type: 'dense', name: 'dense', units: 8, activation: 'relu' },
    { type: 'dense', name: 'probabilities', units: 3, activation: 'softmax' },
  ],
};
const sines = {
  rows: 120,
  width: 24,
  y: Array.from({ length: 120 }, (_, row) => row % 3),
  x: Float32Array.from({ length: 120 * 24 }, (_, i) => {
    const row = Math.floor(i / 24);
    return Math.sin(row + (Math.PI * (1 + (row % 3)) * (i % 24)) / 12);
  }),
};

const cases: Record<string, [number[][], (...inputs: Tensor[]) => Tensor]> = {
  'a convolution along time': [
    [
      [3, 1, 13, 2],
      [1, 5, 2, 4],
    ],
    conv(1, 'valid'),
  ],
  'a convolution of one channel': [
    [
      [2, 1, 9, 1],
      [1, 3, 1, 3],
    ],
    conv(1, 'valid'),
  ],
  'a padded convolution': [
    [
      [2, 6, 7, 3],
      [2, 3, 3, 2],
    ],
    conv(1, 'same'),
  ],
  'a convolution in strides that leave a rest': [
    [
      [2, 8, 9, 2],
      [3, 2, 2, 3],
    ],
    conv([2, 3], 'valid'),
  ],
  'a padded convolution in strides': [
    [
      [2, 8, 9, 2],
      [3, 4, 2, 3],
    ],
    conv(2, 'same'),
  ],
  'max pooling': [[[2, 1, 9, 3]], pool([1, 2], [1, 2], 'valid')],
  'max pooling of overlapping, padded windows': [[[2, 6, 7, 2]], pool([3, 3], [1, 2], 'same')],
  'max pooling of nothing but negative values': [
    [[2, 1, 8, 3]],
    (x) => pool([1, 2], [1, 2], 'valid')(x.sub(5)),
  ],
  'max pooling of equals': [[[2, 1, 8, 3]], (x) => pool([1, 2], [1, 2], 'valid')(x.relu())],
  'a product of matrices': [
    [
      [5, 4],
      [4, 3],
    ],
    (a, b) => tf.matMul(a, b),
  ],
  'a product of turned matrices': [
    [
      [4, 5],
      [3, 4],
    ],
    (a, b) => tf.matMul(a, b, true, true),
  ],
  'products of many matrices': [
    [
      [3, 4, 5],
      [3, 6, 4],
    ],
    (a, b) => tf.matMul(a, b, true, true),
  ],
  'a sum over rows': [[[3, 4, 5]], (x) => x.mul(x).sum([0, 1])],
  'a sum over everything': [[[3, 4]], (x) => x.mul(x).sum()],
  'a sum over the last axis': [[[3, 4]], (x) => x.mul(x).sum(-1, true)],
  'a mean over rows': [[[3, 4, 5]], (x) => x.mul(x).mean([1, 0], true)],
  'global average pooling': [[[3, 6, 5]], (x) => x.mul(x).mean(1)],
  'global max pooling': [[[3, 6, 5]], (x) => x.max(1)],
  'a tiled row': [[[1, 1, 4]], (x) => x.tile([3, 2, 1])],
  'a tiled value': [[[1, 1]], (x) => x.tile([3, 4])],
  'a tiled matrix': [[[2, 3]], (x) => x.tile([2, 2])],
  'batch normalisation': [
    [[4, 3, 5], [5], [5]],
    (x, scale, offset) => {
      const { mean, variance } = tf.moments(x, [0, 1]);
      return tf.batchNorm(x, mean, variance, offset, scale, 1e-3);
    },
  ],
  'a convolution of every third step': [
    [
      [2, 12, 1, 3],
      [4, 1, 3, 2],
    ],
    (x, w) => {
      const apart = tf.spaceToBatchND(
        x,
        [3, 1],
        [
          [0, 0],
          [0, 0],
        ],
      );
      return tf.batchToSpaceND(
        conv(1, 'valid')(apart, w),
        [3, 1],
        [
          [0, 0],
          [0, 0],
        ],
      );
    },
  ],
};

describe.each(['javascript', 'tensorflow'] as const)('wasm computes what %s does:', (other) => {
  it.each(Object.entries(cases))('%s, and its gradients', async (_, [shapes, compute]) => {
    const wasm = await gradients('wasm', shapes, compute);
    const tensors = tf.memory().numTensors;
    expectClose(wasm, await gradients(other, shapes, compute));
    expect(await gradients('wasm', shapes, compute)).toEqual(wasm);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('the epochs of a small network', async () => {
    const learn = async (prefer: BackendName) => {
      await loadBackend({ prefer });
      const { model, history } = await train({
        network,
        train: sines,
        classes: 3,
        batchSize: 12,
        epochs: 2,
        seed: 3,
      });
      const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
      model.dispose();
      return { losses: history.map(({ loss }) => loss), weights };
    };
    const [wasm, wanted] = [await learn('wasm'), await learn(other)];
    expect(wasm.losses[1]).toBeLessThan(0.9 * (wasm.losses[0] ?? 0));
    // Adam divides by the size of the gradients, so the noise of float32 is a little more after 20 batches.
    wasm.weights.flat().forEach((value, i) => {
      expect(Math.abs(value - (wanted.weights.flat()[i] ?? NaN))).toBeLessThan(2e-6);
    });
  });
});

describe('loadWasm', () => {
  it('leaves the errors of the process alone', async () => {
    await loadWasm();
    for (const event of ['uncaughtException', 'unhandledRejection'])
      for (const listener of process.rawListeners(event))
        expect(String(listener)).not.toContain('ExitStatus');
  });
});
