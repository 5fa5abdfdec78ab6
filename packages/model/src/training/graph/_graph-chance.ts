import type { Tensor } from '@tensorflow/tfjs';
import { tf } from '../../_tfjs.js';
import type { Chance } from '../_chance.js';
import type { NodeBackend } from './_node-backend.js';

/**
 * Random numbers that TensorFlow draws itself, as a function of the step's seed and the stream: a step of a graph can be
 * taken again, and gives the same.
 *
 * @param seed two int32, the second of them 0
 */
export function graphChance(backend: NodeBackend, seed: Tensor): Chance {
  const draw = (op: string) => (shape: readonly number[], stream: number) => {
    const type = (name: string, dtype: 'float32' | 'int32') => ({
      ...{ name, type: backend.binding.TF_ATTR_TYPE },
      value: backend.getDTypeInteger(dtype),
    });
    const own = seed.add(tf.tensor1d(Int32Array.of(0, stream), 'int32'));
    const [numbers = own] = backend.executeMultipleOutputs(
      op,
      [type('dtype', 'float32'), type('T', 'int32'), type('Tseed', 'int32')],
      [tf.tensor1d(Int32Array.from(shape), 'int32'), own],
      1,
    );
    return numbers;
  };
  return { uniform: draw('StatelessRandomUniform'), normal: draw('StatelessRandomNormal') };
}
