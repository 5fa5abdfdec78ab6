import type { Tensor } from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { tf } from '../_tfjs.js';
import { loadBackend } from '../backend.js';
import { outputTypes, type OpInput } from './_output-shapes.js';
import { nodeBackend, type NodeBackend, type OpOutput } from './node-backend.js';
import { attributesOf } from './recorder.js';

let backend: NodeBackend;
beforeAll(async () => {
  await loadBackend({ prefer: 'tensorflow' });
  const own = nodeBackend();
  if (own === undefined) throw new Error('Expected TensorFlow at work');
  backend = own;
});

/** Does the work, and asks of each operation in it what it gives before TensorFlow says so. */
function compare(work: () => Tensor | Tensor[]): Record<'told' | 'given', Record<string, unknown>> {
  const { binding } = backend;
  const known = new Map<number, OpInput>();
  const told: Record<string, unknown> = {};
  const given: Record<string, unknown> = {};
  const executeOp: typeof binding.executeOp = (op, attributes, ids, count): OpOutput[] => {
    const outputs = binding.executeOp(op, attributes, ids, count);
    const types = outputs.map(({ shape, dtype }) => ({ shape, dtype }));
    outputs.forEach(({ id }, index) => known.set(id, types[index] ?? { shape: [], dtype: 0 }));
    const inputs = ids.map((id) => known.get(id) ?? { shape: [], dtype: 0 });
    told[op] = outputTypes(op, inputs, attributesOf(attributes, binding));
    given[op] = types;
    return outputs;
  };
  const createTensor: typeof binding.createTensor = (shape, dtype, values) => {
    const id = binding.createTensor(shape, dtype, values);
    const bytes = Uint8Array.from(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    known.set(id, { shape, dtype, bytes });
    return id;
  };
  backend.binding = Object.create(binding, {
    executeOp: { value: executeOp },
    createTensor: { value: createTensor },
  }) as typeof binding;
  try {
    tf.dispose(tf.tidy(work));
  } finally {
    backend.binding = binding;
  }
  return { told, given };
}

const image = (): Tensor => tf.ones([2, 7, 6, 3]);
const x4 = (): never => image() as never;

it.each<[string, () => Tensor | Tensor[]]>([
  ['a sum of unlike ranks', () => tf.ones([2, 1, 3]).add(tf.ones([4, 1]))],
  ['a comparison', () => tf.ones([2, 3]).greater(tf.ones([1]))],
  ['a cast', () => tf.ones([2, 3]).toInt()],
  ['another shape', () => tf.ones([2, 3]).reshape([3, 2])],
  ['rows by number', () => tf.gather(tf.ones([5, 2, 3]), tf.tensor1d([0, 4], 'int32'))],
  ['a product', () => tf.matMul(tf.ones([2, 3]), tf.ones([4, 3]), false, true)],
  ['many products', () => tf.matMul(tf.ones([5, 3, 2]), tf.ones([5, 3, 4]), true, false)],
  ['a convolution', () => tf.conv2d(x4(), tf.ones([3, 2, 3, 5]), [2, 1], 'valid')],
  ['a padded one', () => tf.conv2d(x4(), tf.ones([3, 2, 3, 5]), [2, 1], 'same')],
  ['one with gaps', () => tf.conv2d(x4(), tf.ones([3, 2, 3, 5]), 1, 'valid', 'NHWC', 2)],
  [
    'its gradients',
    () =>
      tf.grads((x, w) => tf.conv2d(x as never, w as never, 1, 'valid'))([
        image(),
        tf.ones([3, 2, 3, 5]),
      ]),
  ],
  ['the largest of a window', () => tf.maxPool(x4(), [2, 3], 2, 'valid')],
  ['its gradient', () => tf.grad((x) => tf.maxPool(x as never, 2, 2, 'same'))(image())],
  ['means of a window', () => tf.avgPool(x4(), [3, 1], [1, 2], 'same')],
  ['a softmax', () => tf.softmax(tf.ones([2, 3]))],
])('says of %s what TensorFlow gives', (_, work) => {
  const { told, given } = compare(work);
  const ruled = Object.keys(told).filter((op) => told[op] !== undefined);
  expect(ruled).not.toEqual([]);
  for (const op of ruled) expect({ op, types: told[op] }).toEqual({ op, types: given[op] });
});
