import type { LayersModel } from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tf } from './_tfjs.js';
import { loadBackend } from './backend.js';
import { FrozenNetwork } from './frozen-network.js';
import { buildNetwork } from './networks/build-network.js';
import { logMelConv } from './networks/log-mel-conv.js';
import type { NetworkSpec } from './networks/network-spec.js';
import { notebookCnn } from './networks/notebook-cnn.js';
import { predict } from './predict.js';

const width = 40 * 6;
const networks = {
  'notebook-cnn': notebookCnn({ inputWidth: width, classes: 4 }),
  'log-mel-conv': logMelConv({ frames: 40, bands: 6, classes: 4, filters: 16 }),
} satisfies Record<string, NetworkSpec>;

const standardiser = {
  mean: Float32Array.from({ length: width }, (_, i) => i / width - 0.5),
  deviation: Float32Array.from({ length: width }, (_, i) => 1 + i / width),
};
const standardised = (values: Float32Array) =>
  values.map((value, i) => {
    return (value - (standardiser.mean[i % width] ?? 0)) / (standardiser.deviation[i % width] ?? 1);
  });

/** With weights that let no layer's part pass unseen, and answers that are not all for one class. */
function randomised(network: NetworkSpec): LayersModel {
  const model = buildNetwork(network, 1);
  model.weights.forEach((weight, index) => {
    const value = weight.read();
    if (value instanceof tf.Variable)
      tf.tidy(() => {
        const least = value.rank > 1 ? -0.2 : 0.02;
        value.assign(tf.randomUniform(value.shape, least, 0.2, 'float32', index));
      });
  });
  return model;
}

const rowsOf = (count: number) =>
  Float32Array.from({ length: count * width }, (_, i) => Math.sin(i) + Math.cos(i / 97));

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}

describe.each(Object.entries(networks))('a frozen %s', (_, network) => {
  let model: LayersModel;
  let frozen: FrozenNetwork;

  beforeEach(async () => {
    await loadBackend({ prefer: 'tensorflow' });
    model = randomised(network);
    frozen = new FrozenNetwork(model, standardiser);
  });

  afterEach(() => {
    frozen.dispose();
    model.dispose();
  });

  // Around the sizes that are answered one by one, together, and together with empty rows.
  it.each([1, 16, 17, 64, 65, 130])(
    'answers %i rows as layer by layer, to rounding',
    async (rows) => {
      const values = rowsOf(rows);
      const wanted = await predict(model, standardised(values), rows);
      expect(largestDifference(await frozen.predict(values, rows), wanted)).toBeLessThan(1e-5);
      expect(new Set(wanted).size).toBeGreaterThan(Math.min(rows, 2) * 2);
    },
  );

  it('answers the same row with the same bits again', async () => {
    const [first, second] = [
      await frozen.predict(rowsOf(1), 1),
      await frozen.predict(rowsOf(1), 1),
    ];
    expect(second).toEqual(first);
  });

  it('keeps to its weights, whatever becomes of the model', async () => {
    const before = await frozen.predict(rowsOf(1), 1);
    for (const weight of model.weights) {
      const value = weight.read();
      if (value instanceof tf.Variable) value.assign(tf.zerosLike(value));
    }
    expect(await frozen.predict(rowsOf(1), 1)).toEqual(before);
    expect(await predict(model, standardised(rowsOf(1)), 1)).not.toEqual(before);
  });

  it('answers layer by layer where no temporary file can be written', async () => {
    vi.stubEnv('TMPDIR', '/nowhere');
    expect(await frozen.predict(rowsOf(3), 3)).toEqual(
      await predict(model, standardised(rowsOf(3)), 3),
    );
    vi.unstubAllEnvs();
  });

  it('has no answer to no rows', async () => {
    expect(await frozen.predict(new Float32Array(), 0)).toEqual(new Float32Array());
  });

  it('refuses values that are not that many rows', async () => {
    await expect(frozen.predict(rowsOf(1), 2)).rejects.toMatchObject({ code: 'INVALID_DATA' });
  });

  it('answers on another backend, and on TensorFlow again', async () => {
    const before = await frozen.predict(rowsOf(3), 3);
    await loadBackend({ prefer: 'javascript' });
    const between = await frozen.predict(rowsOf(3), 3);
    await loadBackend({ prefer: 'tensorflow' });
    expect(largestDifference(between, before)).toBeLessThan(1e-5);
    expect(await frozen.predict(rowsOf(3), 3)).toEqual(before);
  });
});

it('keeps no memory over 10,000 answers: the same tensors, and no more resident memory', async () => {
  await loadBackend({ prefer: 'tensorflow' });
  const model = randomised(networks['log-mel-conv']);
  const frozen = new FrozenNetwork(model, standardiser);
  const ask = async (times: number) => {
    for (let i = 0; i < times; i++) await frozen.predict(rowsOf(1), 1);
    return { ...tf.memory(), resident: process.memoryUsage.rss() };
  };
  const before = await ask(1000); // what is taken once and kept is taken now
  const after = await ask(10_000);
  expect(after.numTensors).toBe(before.numTensors);
  expect(after.numBytes).toBe(before.numBytes);
  frozen.dispose();
  model.dispose();
  expect(after.resident - before.resident).toBeLessThan(48 * 2 ** 20);
});
