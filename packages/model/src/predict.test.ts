import { expect, it } from 'vitest';
import { tf } from './_tfjs.js';
import { loadBackend } from './backend.js';
import { buildNetwork } from './networks/build-network.js';
import type { NetworkSpec } from './networks/network-spec.js';
import { predict } from './predict.js';

const network: NetworkSpec = {
  name: 'small',
  inputShape: [400, 1],
  layers: [
    { type: 'conv1d', name: 'conv', filters: 16, kernelSize: 5, activation: 'relu' },
    { type: 'flatten', name: 'flatten' },
    { type: 'dense', name: 'probabilities', units: 8, activation: 'softmax' },
  ],
};

it('keeps no memory over 10,000 predictions: the same tensors, and no more resident memory', async () => {
  await loadBackend({ prefer: 'tensorflow' });
  const width = 400;
  const model = buildNetwork(network, 1);
  const rows = Float32Array.from({ length: width }, (_, i) => Math.sin(i));
  const ask = async (times: number) => {
    for (let i = 0; i < times; i++) await predict(model, rows, 1);
    return { ...tf.memory(), resident: process.memoryUsage.rss() };
  };
  const before = await ask(1000); // what is taken once and kept is taken now
  const after = await ask(10_000);
  expect(after.numTensors).toBe(before.numTensors);
  expect(after.numBytes).toBe(before.numBytes);
  // Activations that stayed would be 25 kB each time, 250 MB in all; heaps breathe.
  expect(after.resident - before.resident).toBeLessThan(48 * 2 ** 20);
  model.dispose();
});
