import { buildNetwork } from '@prosodia/model';
import tf from '@tensorflow/tfjs';
import { registerTensorflow } from '../../tensorflow/load.mjs';
import { locateTensorflow } from '../../tensorflow/locate.mjs';
import { contend } from '../_contender.mjs';

await contend(async ({ network, settings, train, classes, batchSize, epochs, onEpoch }) => {
  const place = locateTensorflow();
  if (!place.found) throw new Error(`Expected TensorFlow but received none (${place.reason})`);
  if (Object.values(settings.augmentation ?? {}).some((amount) => amount > 0))
    throw new Error('Expected no augmentation, which tfjs has none of');
  tf.enableProdMode();
  registerTensorflow(tf, place);
  await tf.setBackend('tensorflow');

  const model = buildNetwork(network, 0);
  const optimizer = tf.train.adam(settings.learningRate);
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['acc'] });
  const x = tf.tensor(train.x, [train.rows, ...network.inputShape]);
  const { labelSmoothing = 0 } = settings;
  const y = tf
    .oneHot(tf.tensor1d(train.y, 'int32'), classes)
    .toFloat()
    .mul(1 - labelSmoothing)
    .add(labelSmoothing / classes);
  await model.fit(x, y, {
    ...{ batchSize, epochs, shuffle: true, verbose: 0, yieldEvery: 'never' },
    callbacks: { onEpochEnd: (_, logs) => onEpoch(Number(logs?.loss)) },
  });
  return `tfjs-node ${place.tfjsNodeVersion}, tensorflow ${place.tensorflowVersion}`;
});
