import type { BatchMatMulAttrs, Tensor } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import type { WasmKernel } from './_kernel.js';

/** Product of matrices. tfjs's wasm has a fast one for operands as they lie and a plain loop for turned ones. */
export const matrixProduct: WasmKernel<'a' | 'b', BatchMatMulAttrs> = {
  name: tf.BatchMatMul,
  run(call, stock) {
    const { inputs, attrs } = call;
    const { transposeA, transposeB } = attrs;
    if (!transposeA && !transposeB) return stock(call);
    return tf.tidy(() => tf.matMul(turned(inputs.a, transposeA), turned(inputs.b, transposeB)));
  },
};

function turned(matrix: Tensor, isTurned: boolean): Tensor {
  const rank = matrix.shape.length;
  const axes = matrix.shape.map((_, axis) => axis);
  return isTurned ? matrix.transpose([...axes.slice(0, -2), rank - 1, rank - 2]) : matrix;
}
