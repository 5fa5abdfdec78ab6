import type { LayersModel, layers } from '@tensorflow/tfjs';
import { deriveSeed } from '../_random.js';
import { tf } from '../_tfjs.js';
import { describeNetwork } from './describe-network.js';
import type { LayerSpec, NetworkSpec } from './network-spec.js';

type Layer = layers.Layer;

/**
 * Builds a network with fresh weights: Glorot's uniform initialisation for kernels, zeros for biases, as in Keras.
 * The same seed gives the same weights on every backend and machine.
 *
 * @param network what to build
 * @param seed integer; each layer draws from its own stream of it. Without one kernels are zero, for a model whose
 *   weights are set afterwards
 * @returns an ordinary tfjs model that takes [rows, ...network.inputShape]; its owner calls `dispose()`
 * @throws {ModelError} INVALID_OPTION when the layers do not fit each other
 */
export function buildNetwork(network: NetworkSpec, seed?: number): LayersModel {
  describeNetwork(network);
  const [first, ...rest] = network.layers.map((spec, index) =>
    buildLayer(
      spec,
      seed === undefined ? undefined : deriveSeed(seed, index),
      index === 0 ? { inputShape: network.inputShape } : {},
    ),
  );
  const model = tf.sequential({ name: network.name });
  for (const layer of [first, ...rest]) if (layer !== undefined) model.add(layer);
  return model;
}

function buildLayer(
  spec: LayerSpec,
  seed: number | undefined,
  place: { inputShape?: number[] },
): Layer {
  const kernelInitializer =
    seed === undefined ? tf.initializers.zeros() : tf.initializers.glorotUniform({ seed });
  switch (spec.type) {
    case 'conv1d': {
      const { name, filters, kernelSize, activation } = spec;
      return tf.layers.conv1d({
        ...{ name, filters, kernelSize, activation, kernelInitializer },
        ...place,
      });
    }
    case 'batchNormalization': {
      const { name, momentum, epsilon } = spec;
      return tf.layers.batchNormalization({ name, momentum, epsilon, ...place });
    }
    case 'maxPooling1d':
      return tf.layers.maxPooling1d({ name: spec.name, poolSize: spec.poolSize, ...place });
    case 'flatten':
      return tf.layers.flatten({ name: spec.name, ...place });
    case 'dense': {
      const { name, units, activation } = spec;
      return tf.layers.dense({ name, units, activation, kernelInitializer, ...place });
    }
  }
}
