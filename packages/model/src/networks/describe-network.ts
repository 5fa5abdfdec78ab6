import { parse } from '../_parse.js';
import { expected } from '../errors.js';
import {
  networkSpecSchema,
  type LayerSpec,
  type NetworkSpec,
  type SimpleLayerSpec,
} from './network-spec.js';

/** One array of numbers that a layer owns. */
export interface WeightDescription {
  /** `layer/weight`, such as `conv1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** False for the moving statistics of a batch normalisation, which are averaged, not trained. */
  readonly trainable: boolean;
}

/** One layer: what comes out of it and what it owns. */
export interface LayerDescription {
  readonly name: string;
  readonly type: LayerSpec['type'];
  /** Shape for one row, without the batch. */
  readonly outputShape: readonly number[];
  readonly params: number;
  readonly weights: readonly WeightDescription[];
}

/** A network's layers and parameter counts, as Keras's `model.summary()` counts them. */
export interface NetworkDescription {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly layers: readonly LayerDescription[];
  readonly params: {
    readonly total: number;
    readonly trainable: number;
    readonly nonTrainable: number;
  };
}

/**
 * Works out shapes and parameter counts from the description alone; needs no TensorFlow and takes no memory
 * for weights.
 *
 * @throws {ModelError} INVALID_OPTION when a layer cannot follow the one before it
 */
export function describeNetwork(network: NetworkSpec): NetworkDescription {
  const {
    name,
    inputShape,
    layers: specs,
  } = parse(networkSpecSchema, network, 'network', 'INVALID_OPTION');
  const layers: LayerDescription[] = [];
  let shape: readonly number[] = inputShape;
  for (const spec of specs) {
    layers.push(...describeLayers(spec, shape));
    shape = layers.at(-1)?.outputShape ?? shape;
  }
  const weights = layers.flatMap((layer) => layer.weights);
  const trainable = countParams(weights.filter((weight) => weight.trainable));
  const total = countParams(weights);
  return {
    name,
    inputShape,
    layers,
    params: { total, trainable, nonTrainable: total - trainable },
  };
}

/** A layer, and before it those that it is the sum of. */
function describeLayers(spec: LayerSpec, input: readonly number[]): LayerDescription[] {
  if (spec.type !== 'residual') return [describeLayer(spec, input)];
  const { name, type } = spec;
  const inner: LayerDescription[] = [];
  for (const own of spec.layers) inner.push(describeLayer(own, inner.at(-1)?.outputShape ?? input));
  const outputShape = inner.at(-1)?.outputShape ?? input;
  if (outputShape.join() !== input.join())
    throw expected(
      'INVALID_OPTION',
      `layers that keep the shape [${input.join(', ')}]`,
      name,
      `shape [${outputShape.join(', ')}]`,
    );
  return [...inner, { name, type, outputShape, params: 0, weights: [] }];
}

function describeLayer(spec: SimpleLayerSpec, input: readonly number[]): LayerDescription {
  const weight = (own: string, shape: number[], trainable = true): WeightDescription => ({
    name: `${spec.name}/${own}`,
    shape,
    trainable,
  });
  const layer = (outputShape: number[], weights: WeightDescription[] = []): LayerDescription => ({
    name: spec.name,
    type: spec.type,
    outputShape,
    params: countParams(weights),
    weights,
  });
  switch (spec.type) {
    case 'conv1d': {
      const { kernelSize, filters, padding, useBias = true } = spec;
      const same = padding === 'same';
      const [steps, channels] = stepsAndChannels(input, spec, same ? 1 : kernelSize);
      return layer(
        [same ? steps : steps - kernelSize + 1, filters],
        [
          weight('kernel', [kernelSize, channels, filters]),
          ...(useBias ? [weight('bias', [filters])] : []),
        ],
      );
    }
    case 'maxPooling1d':
    case 'averagePooling1d': {
      const [steps, channels] = stepsAndChannels(input, spec, spec.poolSize);
      return layer([Math.floor(steps / spec.poolSize), channels]);
    }
    case 'batchNormalization': {
      const shape = input.slice(-1);
      return layer(
        [...input],
        [
          weight('gamma', shape),
          weight('beta', shape),
          weight('moving_mean', shape, false),
          weight('moving_variance', shape, false),
        ],
      );
    }
    case 'activation':
    case 'dropout':
    case 'gaussianNoise':
      return layer([...input]);
    case 'timePooling': {
      const [, channels] = stepsAndChannels(input, spec, 1);
      const { statistics, units } = spec;
      return layer(
        [statistics.length * channels],
        statistics.includes('attention')
          ? [
              weight('kernel', [channels, units]),
              weight('bias', [units]),
              weight('score', [units, 1]),
            ]
          : [],
      );
    }
    case 'flatten':
      return layer([product(input)]);
    case 'dense': {
      const [inputs, more] = input;
      if (inputs === undefined || more !== undefined)
        throw expected('INVALID_OPTION', 'a flat input', spec.name, `shape [${input.join(', ')}]`);
      return layer(
        [spec.units],
        [weight('kernel', [inputs, spec.units]), weight('bias', [spec.units])],
      );
    }
  }
}

function stepsAndChannels(
  input: readonly number[],
  { name }: LayerSpec,
  least: number,
): [number, number] {
  const [steps, channels] = input;
  if (steps === undefined || channels === undefined || steps < least)
    throw expected(
      'INVALID_OPTION',
      `at least ${least} steps of channels as input`,
      name,
      `shape [${input.join(', ')}]`,
    );
  return [steps, channels];
}

const product = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1);
const countParams = (weights: readonly WeightDescription[]): number =>
  weights.reduce((sum, { shape }) => sum + product(shape), 0);
