import { deriveSeed } from '@prosodia/statistics';
import type { LayersModel, layers, SymbolicTensor } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { TimePooling } from './_time-pooling.js';
import { describeNetwork } from './describe-network.js';
import {
  layersInOrder,
  type LayerSpec,
  type NetworkSpec,
  type SimpleLayerSpec,
} from './network-spec.js';

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
  const positions = new Map(layersInOrder(network.layers).map((spec, index) => [spec.name, index]));
  const addTo = (input: SymbolicTensor, spec: LayerSpec): SymbolicTensor => {
    if (spec.type === 'residual') {
      const inner = spec.layers.reduce(addTo, input);
      return tf.layers.add({ name: spec.name }).apply([input, inner]) as SymbolicTensor;
    }
    const own = seed === undefined ? undefined : deriveSeed(seed, positions.get(spec.name) ?? 0);
    return buildLayer(spec, own).apply(input) as SymbolicTensor;
  };
  const inputs = tf.input({ shape: network.inputShape });
  return tf.model({ name: network.name, inputs, outputs: network.layers.reduce(addTo, inputs) });
}

function buildLayer(spec: SimpleLayerSpec, seed: number | undefined): Layer {
  const kernelInitializer =
    seed === undefined ? tf.initializers.zeros() : tf.initializers.glorotUniform({ seed });
  const { name } = spec;
  switch (spec.type) {
    case 'conv1d': {
      const { filters, kernelSize, activation, padding = 'valid', useBias = true } = spec;
      const shape = { filters, kernelSize, padding, useBias };
      return tf.layers.conv1d({ name, ...shape, activation, kernelInitializer });
    }
    case 'batchNormalization': {
      const { momentum, epsilon } = spec;
      return tf.layers.batchNormalization({ name, momentum, epsilon });
    }
    case 'activation':
      return tf.layers.activation({ name, activation: spec.activation });
    case 'dropout':
      return tf.layers.dropout({ name, rate: spec.rate });
    case 'gaussianNoise':
      return tf.layers.gaussianNoise({ name, stddev: spec.deviation });
    case 'maxPooling1d':
      return tf.layers.maxPooling1d({ name, poolSize: spec.poolSize });
    case 'averagePooling1d':
      return tf.layers.averagePooling1d({ name, poolSize: spec.poolSize });
    case 'timePooling':
      return new TimePooling(spec, kernelInitializer);
    case 'flatten':
      return tf.layers.flatten({ name });
    case 'dense': {
      const { units, activation, initialKernel } = spec;
      const initializer = initialKernel === 'zeros' ? tf.initializers.zeros() : kernelInitializer;
      return tf.layers.dense({ name, units, activation, kernelInitializer: initializer });
    }
  }
}
