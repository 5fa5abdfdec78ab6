import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import { tf } from '../../_tfjs.js';
import type { Chance } from '../_chance.js';
import type { NodeBackend } from '../../graph/node-backend.js';

/**
 * Random numbers that TensorFlow draws itself, as a function of the step's seed and the stream: a step of a graph can be
 * taken again, and gives the same.
 *
 * @param seed two int32, the second of them 0
 */
export function graphChance(backend: NodeBackend, seed: Tensor): Chance {
  const uniform: Chance['uniform'] = (shape, stream) => {
    const type = (name: string, dtype: 'float32' | 'int32') => ({
      ...{ name, type: backend.binding.TF_ATTR_TYPE },
      value: backend.getDTypeInteger(dtype),
    });
    const own = seed.add(tf.tensor1d(Int32Array.of(0, stream), 'int32'));
    const [numbers = own] = backend.executeMultipleOutputs(
      'StatelessRandomUniform',
      [type('dtype', 'float32'), type('T', 'int32'), type('Tseed', 'int32')],
      [tf.tensor1d(Int32Array.from(shape), 'int32'), own],
      1,
    );
    return numbers;
  };
  // As Box and Muller make them, a value at a time in TensorFlow's own normal generator: this way takes half the time.
  const normal: Chance['normal'] = (shape, stream) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const [radii, angles] = tf.unstack(uniform([2, Math.ceil(count / 2)], stream)) as [
      Tensor1D,
      Tensor1D,
    ];
    const radius = radii.mul(-1).add(1).log().mul(-2).sqrt();
    const angle = angles.mul(2 * Math.PI);
    const pairs = tf.concat([radius.mul(angle.cos()), radius.mul(angle.sin())]);
    return pairs.slice([0], [count]).reshape([...shape]);
  };
  return { uniform, normal };
}
