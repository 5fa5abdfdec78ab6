import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Tensor } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { loadBackend } from '../backend.js';
import { buildNetwork } from './build-network.js';
import { describeNetwork } from './describe-network.js';
import { logMelConv } from './log-mel-conv.js';
import type { NetworkSpec } from './network-spec.js';
import { notebookCnn } from './notebook-cnn.js';

beforeAll(async () => {
  await loadBackend({ prefer: 'javascript' });
});

afterEach(() => {
  tf.disposeVariables();
});

describe('the notebook network', () => {
  it('has 1,129,384 parameters, 1,128,488 trained and 896 not, by its description and as built', () => {
    const { params } = describeNetwork(notebookCnn());
    expect(params).toEqual({ total: 1_129_384, trainable: 1_128_488, nonTrainable: 896 });

    const model = buildNetwork(notebookCnn(), 0);
    const count = (weights: typeof model.weights) =>
      weights.reduce(
        (sum, { shape }) => sum + shape.reduce<number>((n, size) => n * (size ?? 0), 1),
        0,
      );
    expect(model.countParams()).toBe(1_129_384);
    expect(count(model.trainableWeights)).toBe(1_128_488);
    expect(count(model.nonTrainableWeights)).toBe(896);
  });

  it('has the layers of the notebook', () => {
    const shapes = describeNetwork(notebookCnn()).layers.map(({ type, outputShape, params }) => [
      type,
      outputShape.join('x'),
      params,
    ]);
    expect(shapes).toEqual([
      ['conv1d', '255x64', 384],
      ['batchNormalization', '255x64', 256],
      ['maxPooling1d', '127x64', 0],
      ['conv1d', '123x128', 41_088],
      ['batchNormalization', '123x128', 512],
      ['maxPooling1d', '61x128', 0],
      ['conv1d', '57x256', 164_096],
      ['batchNormalization', '57x256', 1024],
      ['maxPooling1d', '28x256', 0],
      ['flatten', '7168', 0],
      ['dense', '128', 917_632],
      ['dense', '32', 4128],
      ['dense', '8', 264],
    ]);
  });

  it('is described exactly as tfjs builds it', () => {
    expectBuiltAsDescribed(notebookCnn({ inputWidth: 61, classes: 3 }));
  });
});

describe('the network for log-mel sequences', () => {
  const small = logMelConv({ frames: 9, bands: 5, classes: 3, filters: 4 });

  it('pools the frames twice and ends with attention beside maximum, as described and as built', () => {
    expectBuiltAsDescribed(small);
    const { layers, params } = describeNetwork(logMelConv());
    const shapeOf = (name: string) => layers.find((layer) => layer.name === name)?.outputShape;
    expect(shapeOf('block3')).toEqual([32, 128]);
    expect(shapeOf('block5')).toEqual([16, 128]);
    expect(shapeOf('pooled')).toEqual([256]);
    expect(params).toEqual({ total: 381_576, trainable: 380_296, nonTrainable: 1_280 });
  });

  it('adds to the input of a block what its layers make of it', () => {
    const model = buildNetwork({
      name: 'sum',
      inputShape: [2, 1],
      layers: [
        {
          type: 'residual',
          name: 'block',
          layers: [
            {
              ...{ type: 'conv1d', name: 'double', filters: 1, kernelSize: 1 },
              ...{ activation: 'linear', useBias: false },
            },
          ],
        } as const,
      ],
    });
    model.setWeights([tf.tensor3d([[[2]]])]);
    const output = model.predict(tf.tensor3d([[[1], [10]]])) as Tensor;
    expect([...output.dataSync()]).toEqual([3, 30]);
  });

  it('refuses a block that changes the shape', () => {
    const layers = [{ type: 'residual', name: 'a', layers: [conv('b', 3)] }];
    expect(() =>
      describeNetwork({ name: 'x', inputShape: [10, 2], layers } as NetworkSpec),
    ).toThrow('layers that keep the shape [10, 2] for a but received shape [8, 2]');
  });

  it('pools over time by the numbers', () => {
    const model = buildNetwork({
      name: 'pool',
      inputShape: [3, 2],
      layers: [
        {
          ...{ type: 'timePooling', name: 'pool', units: 1 },
          statistics: ['max', 'mean', 'deviation', 'attention'],
        },
      ],
    });
    const input = tf.tensor3d([1, 0, 2, 0, 6, 3], [1, 3, 2]);
    const [kernel, bias] = [tf.tensor2d([[1], [0]]), tf.tensor1d([0])];
    model.setWeights([kernel, bias, tf.tensor2d([[2]])]);
    const found = [...(model.predict(input) as Tensor).dataSync()];
    const powers = [1, 2, 6].map((value) => Math.exp(2 * Math.tanh(value)));
    const sum = powers.reduce((all, power) => all + power);
    const attention = powers.reduce(
      (all, power, i) => all + (power / sum) * ([1, 2, 6][i] ?? 0),
      0,
    );
    const wanted = [
      6,
      3,
      3,
      1,
      Math.sqrt(14 / 3),
      Math.sqrt(2),
      attention,
      (3 * (powers[2] ?? 0)) / sum,
    ];
    wanted.forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 4);
    });
  });
});

describe('buildNetwork', () => {
  const small = notebookCnn({ inputWidth: 61, classes: 3 });
  const kernels = (seed: number) =>
    buildNetwork(small, seed)
      .getWeights()
      .filter(({ shape }) => shape.length > 1)
      .map((weight) => Array.from(weight.dataSync()));

  it('gives the same weights for the same seed and others for another', () => {
    const first = kernels(5);
    expect(kernels(5)).toEqual(first);
    expect(kernels(6)).not.toEqual(first);
    expect(new Set(first.map(([value]) => value)).size).toBe(first.length);
  });

  it("fills Glorot's uniform range: +-sqrt(6 / (fan in + fan out))", () => {
    const [, conv2 = []] = kernels(5);
    const limit = Math.sqrt(6 / (5 * 64 + 5 * 128));
    const largest = Math.max(...conv2.map(Math.abs));
    const variance = conv2.reduce((sum, value) => sum + value ** 2, 0) / conv2.length;
    expect(conv2).toHaveLength(5 * 64 * 128);
    expect(largest).toBeLessThanOrEqual(limit);
    expect(largest).toBeGreaterThan(0.999 * limit);
    expect(variance / (limit ** 2 / 3)).toBeCloseTo(1, 1);
  });
});

describe('describeNetwork', () => {
  const of = (layers: unknown[], inputShape = [10, 2]) =>
    describeNetwork({ name: 'x', inputShape, layers } as NetworkSpec);

  it.each([
    ['a layer of an unknown kind', [{ type: 'lambda', name: 'a' }], 'one of the known kinds'],
    ['a misspelt option', [{ type: 'flatten', name: 'a', unit: 3 }], '"unit"'],
    ['two layers of one name', [flatten('a'), flatten('a')], 'a name of its own'],
    ['dense on steps', [dense('a', 3)], 'a flat input for a but received shape [10, 2]'],
    ['a kernel longer than its input', [conv('a', 11)], 'at least 11 steps'],
    ['convolution after flatten', [flatten('a'), conv('b', 2)], 'at least 2 steps'],
    ['a size beyond all memory', [flatten('a'), dense('b', 1e9)], 'at most 65536'],
    ['no layers', [], 'at least 1 for network.layers'],
  ])('refuses %s', (_, layers, message) => {
    expect(() => of(layers)).toThrow(message);
    expect(() => of(layers)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});

function expectBuiltAsDescribed(network: NetworkSpec) {
  const [, ...layers] = buildNetwork(network, 1).layers; // what comes first is the input
  const built = layers.map(({ name, outputShape, weights }) => ({
    name,
    outputShape: (outputShape as number[]).slice(1),
    weights: weights.map((weight) => ({ name: weight.originalName, shape: weight.shape })),
  }));
  const described = describeNetwork(network).layers.map(({ name, outputShape, weights }) => ({
    name,
    outputShape,
    weights: weights.map(({ name, shape }) => ({ name, shape })),
  }));
  expect(built).toEqual(described);
}

function flatten(name: string) {
  return { type: 'flatten', name };
}
function dense(name: string, units: number) {
  return { type: 'dense', name, units, activation: 'relu' };
}
function conv(name: string, kernelSize: number) {
  return { type: 'conv1d', name, filters: 2, kernelSize, activation: 'relu' };
}
