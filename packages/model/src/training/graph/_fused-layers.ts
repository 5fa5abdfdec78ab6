import type {
  LayersModel,
  layers,
  Tensor,
  Tensor1D,
  Tensor2D,
  Tensor3D,
  Tensor4D,
} from '@tensorflow/tfjs';
import { tf } from '../../_tfjs.js';
import { withCalls } from '../_layer-calls.js';
import { FusedOps } from './_fused-ops.js';
import type { NodeBackend } from '../../graph/node-backend.js';

type Layer = layers.Layer;
type Call = Layer['call'];

/**
 * Layers that do the same each time they are called in training, given their input, weights and chance: what is
 * recorded of one step holds for all.
 */
const REPEATABLE = new Set([
  ...['InputLayer', 'Conv1D', 'BatchNormalization', 'Activation', 'Dropout', 'GaussianNoise'],
  ...['Add', 'MaxPooling1D', 'AveragePooling1D', 'TimePooling', 'Flatten', 'Dense'],
]);

export function isRepeatable(model: LayersModel): boolean {
  return model.layers.every((layer) => REPEATABLE.has(layer.getClassName()));
}

/** Does some work with a model whose layers use TensorFlow's fused kernels in training, as far as there are any. */
export function withFusedLayers<T>(model: LayersModel, backend: NodeBackend, work: () => T): T {
  const ops = new FusedOps(backend);
  return withCalls(model, (layer) => fusedCall(layer, ops), work);
}

function fusedCall(layer: Layer, ops: FusedOps): Call | undefined {
  const config = layer.getConfig();
  switch (layer.getClassName()) {
    case 'Conv1D':
      return isActive(config) && isPlainConvolution(config)
        ? convolution(layer, config, ops)
        : undefined;
    case 'Dense':
      return isActive(config) && config.useBias === true ? dense(layer, config, ops) : undefined;
    case 'Activation':
      return config.activation === 'relu' ? (inputs) => ops.relu(only(inputs)) : undefined;
    case 'BatchNormalization':
      return isPlainNormalisation(config) ? normalisation(layer, config, ops) : undefined;
    default:
      return undefined;
  }
}

type Config = ReturnType<Layer['getConfig']>;

function isPlainConvolution({ padding, dataFormat, useBias, ...config }: Config): boolean {
  const ones = [config.strides, config.dilationRate].flat();
  const plain = padding === 'valid' && dataFormat === 'channelsLast' && useBias === true;
  return plain && ones.every((value) => value === 1);
}

function convolution(layer: Layer, config: Config, ops: FusedOps): Call {
  return (inputs) =>
    tf.tidy(() => {
      const x = only(inputs) as Tensor3D;
      const [kernel, bias] = weightsOf(layer) as [Tensor3D, Tensor1D];
      const [batch, steps, channels] = x.shape;
      const [size, , filters] = kernel.shape;
      const summed = tf.conv2d(
        x.reshape<Tensor4D>([batch, 1, steps, channels]),
        kernel.reshape<Tensor4D>([1, size, channels, filters]),
        1,
        'valid',
      );
      const active = activate(ops, summed, bias, config);
      return active.reshape([batch, steps - size + 1, filters]);
    });
}

function dense(layer: Layer, config: Config, ops: FusedOps): Call {
  return (inputs) =>
    tf.tidy(() => {
      const x = only(inputs);
      const [kernel, bias] = weightsOf(layer) as [Tensor2D, Tensor1D];
      const [width, units] = kernel.shape;
      const product = ops.matMul(x.reshape<Tensor2D>([-1, width]), kernel);
      return activate(ops, product, bias, config).reshape([...x.shape.slice(0, -1), units]);
    });
}

function isActive({ activation }: Config): boolean {
  return activation === 'linear' || activation === 'relu' || activation === 'softmax';
}

function activate<T extends Tensor>(ops: FusedOps, x: T, bias: Tensor1D, config: Config): T {
  const { activation } = config;
  const summed = ops.biasRelu(x, bias, activation === 'relu');
  return activation === 'softmax' ? tf.softmax(summed) : summed;
}

function isPlainNormalisation({ axis, center, scale }: Config): boolean {
  return axis === -1 && center === true && scale === true;
}

function normalisation(layer: Layer, config: Config, ops: FusedOps): Call {
  const { momentum, epsilon } = config as unknown as { momentum: number; epsilon: number };
  return (inputs) =>
    tf.tidy(() => {
      const x = only(inputs);
      const [gamma, beta, ...old] = weightsOf(layer) as [Tensor1D, Tensor1D, Tensor1D, Tensor1D];
      const [, , ...moving] = layer.weights;
      const shape = [x.shape[0], ...ones(4 - x.rank), ...x.shape.slice(1)];
      const { value, mean, variance } = ops.batchNorm(
        ...[x.reshape<Tensor4D>(shape), gamma, beta, epsilon],
      );
      [mean, variance].forEach((batch, index) => {
        const kept = old[index] ?? batch;
        moving[index]?.write(kept.sub(kept.sub(batch).mul(1 - momentum)));
      });
      return value.reshape(x.shape);
    });
}

const ones = (count: number): number[] => new Array<number>(Math.max(count, 0)).fill(1);
const only = (inputs: Tensor | Tensor[]): Tensor => [inputs].flat()[0] ?? tf.tensor([]);
const weightsOf = (layer: Layer): Tensor[] => layer.weights.map((weight) => weight.read());
