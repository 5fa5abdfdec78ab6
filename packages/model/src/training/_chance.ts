import { deriveSeed } from '@prosodia/statistics';
import type { LayersModel, layers, Tensor } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { withCalls } from './_layer-calls.js';

type Layer = layers.Layer;

/** Where the random numbers of a step come from; each stream gives others. */
export interface Chance {
  /** 0 .. 1 */
  uniform(shape: readonly number[], stream: number): Tensor;
  /** Of mean 0 and deviation 1. */
  normal(shape: readonly number[], stream: number): Tensor;
}

/** Random numbers of JavaScript, for any backend. */
export function stockChance(seed: number): Chance {
  return {
    uniform: (shape, stream) =>
      tf.randomUniform([...shape], 0, 1, 'float32', deriveSeed(seed, stream)),
    normal: (shape, stream) =>
      tf.randomNormal([...shape], 0, 1, 'float32', deriveSeed(seed, stream)),
  };
}

/** Does some work with a model whose layers draw from `chance` in training: the same numbers, the same step. */
export function withChance<T>(model: LayersModel, chance: Chance, work: () => T): T {
  return withCalls(model, (layer, index) => chanceCall(layer, index, chance), work);
}

function chanceCall(layer: Layer, stream: number, chance: Chance): Layer['call'] | undefined {
  const config = layer.getConfig() as { rate?: number; stddev?: number };
  switch (layer.getClassName()) {
    case 'Dropout': {
      const rate = config.rate ?? 0;
      return rateless(rate, (x) =>
        x.mul(
          chance
            .uniform(x.shape, stream)
            .greaterEqual(rate)
            .toFloat()
            .mul(1 / (1 - rate)),
        ),
      );
    }
    case 'GaussianNoise': {
      const deviation = config.stddev ?? 0;
      return rateless(deviation, (x) => x.add(chance.normal(x.shape, stream).mul(deviation)));
    }
    default:
      return undefined;
  }
}

/** What draws nothing leaves its input alone. */
function rateless(amount: number, change: (x: Tensor) => Tensor): Layer['call'] {
  return (inputs) =>
    tf.tidy(() => {
      const [x = tf.tensor([])] = [inputs].flat();
      return amount === 0 ? x.clone() : change(x);
    });
}
