import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** A process that loads TensorFlow, starts it, computes with many of its kernels, and ends. */
const TRAINING = `
  import { createRequire } from 'node:module';
  const { locateTensorflow } = await import('./locate.mjs');
  const { registerTensorflow } = await import('./load.mjs');
  const tf = createRequire(process.cwd() + '/')('@tensorflow/tfjs');
  registerTensorflow(tf, locateTensorflow());
  await tf.setBackend('tensorflow');
  const model = tf.sequential({ layers: [
    tf.layers.conv1d({ inputShape: [8, 1], filters: 4, kernelSize: 3, activation: 'relu' }),
    tf.layers.batchNormalization(),
    tf.layers.maxPooling1d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 2, activation: 'softmax' }),
  ] });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  await model.fit(tf.ones([4, 8, 1]), tf.ones([4, 2]), { verbose: 0 });
  process.stdout.write(tf.getBackend());
`;

/** A process that takes its steps as one graph, keeps checkpoints, and predicts. */
const GRAPH = `
  import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  import { predict, train } from '@prosodia/model';
  const folder = mkdtempSync(join(tmpdir(), 'prosodia-quiet-'));
  const [rows, width] = [6, 40];
  const x = Float32Array.from({ length: rows * width }, (_, i) => Math.sin(i));
  const part = { x, y: [0, 1, 0, 1, 0, 1], rows, width };
  const network = { name: 'small', inputShape: [width, 1], layers: [
    { type: 'conv1d', name: 'conv', filters: 4, kernelSize: 5, activation: 'relu' },
    { type: 'batchNormalization', name: 'norm', momentum: 0.9, epsilon: 1e-3 },
    { type: 'maxPooling1d', name: 'pool', poolSize: 2 },
    { type: 'flatten', name: 'flatten' },
    { type: 'dense', name: 'answer', units: 2, activation: 'softmax' },
  ] };
  const options = { network, train: part, dev: part, classes: 2, batchSize: 4, checkpoints: { folder } };
  const { model, backend } = await train({ ...options, epochs: 3 });
  await predict(model, x, rows);
  process.stdout.write(backend.name + ' ' + readdirSync(folder).includes('epoch-3-step-0'));
  rmSync(folder, { recursive: true });
`;

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [program]
 */
function trainInChild(env, program = TRAINING) {
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: undefined, ...env },
  });
}

it('prints nothing of its own from start to end', () => {
  expect(trainInChild({})).toMatchObject({ status: 0, stdout: 'tensorflow', stderr: '' });
});

it('prints nothing either where the steps are one graph and checkpoints are kept', () => {
  const quiet = { status: 0, stdout: 'tensorflow true', stderr: '' };
  expect(trainInChild({}, GRAPH)).toMatchObject(quiet);
});

it('prints what TensorFlow has to say where TF_CPP_MIN_LOG_LEVEL asks for it', () => {
  const { status, stderr } = trainInChild({ TF_CPP_MIN_LOG_LEVEL: '0' });
  expect(status).toBe(0);
  expect(stderr).toMatch(/oneDNN|CPU instructions/);
});
