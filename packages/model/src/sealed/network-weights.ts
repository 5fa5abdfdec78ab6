import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { expected, type ModelErrorCode } from '../errors.js';
import { describeNetwork } from '../networks/describe-network.js';
import type { NetworkSpec } from '../networks/network-spec.js';
import type { NamedArray } from './safetensors.js';

/** An array before its numbers are there. */
type Slot = Pick<NamedArray, 'name' | 'shape'>;

/**
 * The weights of a model by the names that its network gives them.
 *
 * @throws {ModelError} INVALID_DATA when the model is not of that network
 */
export function readWeights(network: NetworkSpec, model: LayersModel): Promise<NamedArray[]> {
  const owned = layerWeights(model);
  const slots = describeNetwork(network).layers.flatMap(({ weights }) => weights);
  const found = owned.map(({ originalName, shape }) => ({
    name: originalName,
    shape: fixed(shape),
  }));
  checkSlots(slots, found, 'model', 'INVALID_DATA');
  return Promise.all(
    owned.map(async (weight, index) => {
      const { name = '', shape = [] } = slots[index] ?? {};
      return { name, shape, values: await weight.read().data<'float32'>() };
    }),
  );
}

/** Gives a model its weights, in the order in which {@link readWeights} has them. */
export function writeWeights(model: LayersModel, arrays: readonly NamedArray[]): void {
  layerWeights(model).forEach((weight, index) => {
    const { values = [], shape = [] } = arrays[index] ?? {};
    tf.tidy(() => {
      weight.write(tf.tensor(values, [...shape]));
    });
  });
}

/** The weights of a model, which stay its own, in the same order; tfjs's `getWeights` has another one. */
export function ownWeights(model: LayersModel): Tensor[] {
  return layerWeights(model).map((weight) => weight.read());
}

/** The same with the names that the network gives them. */
export function namedWeights(model: LayersModel): { name: string; weight: Tensor }[] {
  return layerWeights(model).map((weight) => ({
    name: weight.originalName,
    weight: weight.read(),
  }));
}

const layerWeights = (model: LayersModel) => model.layers.flatMap(({ weights }) => weights);

/**
 * Compares arrays, one after the other, with what must be there.
 *
 * @param name where they come from, for messages
 * @throws {ModelError} with `code`, naming the first that differs
 */
export function checkSlots(
  wanted: readonly Slot[],
  found: readonly Slot[],
  name: string,
  code: ModelErrorCode,
): void {
  const [needed, there] = [wanted, found].map((slots) =>
    slots.map(({ name, shape }) => `${name} [${shape.join(', ')}]`),
  ) as [string[], string[]];
  for (let index = 0; index < Math.max(needed.length, there.length); index++)
    if (needed[index] !== there[index])
      throw expected(code, needed[index] ?? 'no more weights', name, there[index] ?? 'none');
}

const fixed = (shape: readonly (number | null)[]): number[] => shape.map((size) => size ?? 0);
