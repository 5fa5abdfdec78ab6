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

/** @param {NodeJS.ProcessEnv} env */
function trainInChild(env) {
  return spawnSync(process.execPath, ['--input-type=module', '--eval', TRAINING], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: undefined, ...env },
  });
}

it('prints nothing of its own from start to end', () => {
  expect(trainInChild({})).toMatchObject({ status: 0, stdout: 'tensorflow', stderr: '' });
});

it('prints what TensorFlow has to say where TF_CPP_MIN_LOG_LEVEL asks for it', () => {
  const { status, stderr } = trainInChild({ TF_CPP_MIN_LOG_LEVEL: '0' });
  expect(status).toBe(0);
  expect(stderr).toMatch(/oneDNN|CPU instructions/);
});
