import tf from '@tensorflow/tfjs';
import { registerTensorflow } from '../../tensorflow/load.mjs';
import { locateTensorflow } from '../../tensorflow/locate.mjs';
import { contend } from '../_contender.mjs';

/** tfjs's own constructors by the kinds of a NetworkSpec; they take its options under the same names. */
const { conv1d, batchNormalization, maxPooling1d, flatten, dense } = tf.layers;
/** @type {Record<string, (options: any) => import('@tensorflow/tfjs').layers.Layer>} */
const LAYERS = { conv1d, batchNormalization, maxPooling1d, flatten, dense };

await contend(async ({ network, fit, classes, batchSize, epochs, onEpoch }) => {
  const place = locateTensorflow();
  if (!place.found) throw new Error(`Expected TensorFlow but received none (${place.reason})`);
  tf.enableProdMode();
  registerTensorflow(tf, place);
  await tf.setBackend('tensorflow');

  const model = tf.sequential();
  for (const [index, { type, ...options }] of network.layers.entries()) {
    const layer = LAYERS[type];
    if (layer === undefined)
      throw new Error(`Expected ${Object.keys(LAYERS)} but received ${type}`);
    model.add(layer({ ...options, ...(index === 0 ? { inputShape: network.inputShape } : {}) }));
  }
  model.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy', metrics: ['acc'] });
  const x = tf.tensor(fit.x, [fit.rows, ...network.inputShape]);
  const y = tf.oneHot(tf.tensor1d(fit.y, 'int32'), classes).toFloat();
  await model.fit(x, y, {
    ...{ batchSize, epochs, shuffle: true, verbose: 0, yieldEvery: 'never' },
    callbacks: { onEpochEnd: (_, logs) => onEpoch(Number(logs?.loss)) },
  });
  return `tfjs-node ${place.tfjsNodeVersion}, tensorflow ${place.tensorflowVersion}`;
});
