import { beforeAll, expect, it } from 'vitest';
import { tf } from '../_tfjs.js';
import { loadBackend } from '../backend.js';
import { buildNetwork } from '../networks/build-network.js';
import type { NetworkSpec } from '../networks/network-spec.js';
import { Adam } from './_adam.js';
import { EpochRunner } from './_epoch-runner.js';
import { planTraining } from './train-options.js';

const network: NetworkSpec = {
  name: 'bare',
  inputShape: [1],
  layers: [{ type: 'dense', name: 'answer', units: 3, activation: 'softmax' }],
};

beforeAll(async () => {
  await loadBackend({ prefer: 'javascript' });
});

it('learns from a row that is hopelessly wrong, as Keras does', async () => {
  const model = buildNetwork(network);
  model.setWeights([tf.zeros([1, 3]), tf.tensor1d([0, 40, 0])]);
  const train = { x: Float32Array.of(1), y: [0], rows: 1, width: 1 };
  const runner = new EpochRunner(model, planTraining({ train, classes: 3, network }));
  const { loss } = await runner.run(Int32Array.of(0));
  expect(loss).toBeCloseTo(40, 4);
  const [, bias] = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  // Adam's first step is the learning rate, against the sign of the gradient: the right answer gains, the wrong one loses.
  expect(bias?.[0]).toBeCloseTo(0.001, 6);
  expect(bias?.[1]).toBeCloseTo(40 - 0.001, 5);
});

it('refuses to leave a weight out', () => {
  const [frozen, moving] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))];
  const adam = new Adam([moving, frozen]);
  expect(() => {
    adam.step({ [moving.name]: tf.scalar(1) }, { adam: 0.001, decay: 0 });
  }).toThrow(`Expected a gradient for ${frozen.name} but received none`);
  adam.dispose();
  tf.dispose([frozen, moving]);
});

it('counts every row once when the last batch is smaller', async () => {
  const model = buildNetwork(network);
  const before = tf.memory().numTensors;
  const train = { x: new Float32Array(5), y: [0, 0, 0, 0, 2], rows: 5, width: 1 };
  const plan = planTraining({ train, classes: 3, network, batchSize: 4, learningRate: 1e-6 });
  const runner = new EpochRunner(model, plan);
  // Zero weights: each answer is a third each, and the tie goes to class 0. The second epoch starts its sums anew.
  for (const slack of [6, 4]) {
    const { loss, accuracy } = await runner.run(Int32Array.of(4, 0, 1, 2, 3));
    expect(loss).toBeCloseTo(Math.log(3), slack - 1);
    expect(accuracy).toBeCloseTo(0.8, 6);
  }
  runner.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
