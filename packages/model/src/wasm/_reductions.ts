import type { SumAttrs, TensorInfo, TileAttrs } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { floatsOf, type KernelCall, type WasmKernel } from './_kernel.js';

type Reduction = WasmKernel<'x', SumAttrs>;

/** Sum over all axes but the last ones, as for a bias or a batch normalisation; tfjs's wasm transposes for it. */
export const sum: Reduction = reduction(tf.Sum, () => 1);

/** Mean over all axes but the last ones. */
export const mean: Reduction = reduction(tf.Mean, (rows) => 1 / rows);

function reduction(name: string, scale: (rows: number) => number): Reduction {
  return {
    name,
    run(call, stock) {
      const { x } = call.inputs;
      const axes = tf.util.parseAxisParam(call.attrs.axis, x.shape).sort((a, b) => a - b);
      const leading = axes.length > 0 && axes.every((axis, index) => axis === index);
      const width = tf.util.sizeFromShape(x.shape.slice(axes.length));
      if (!leading || width === 1 || x.dtype !== 'float32') return stock(call);
      return reduceRows(call, axes.length, width, scale);
    },
  };
}

function reduceRows(
  { inputs: { x }, attrs: { keepDims }, backend }: KernelCall<'x', SumAttrs>,
  reduced: number,
  width: number,
  scale: (rows: number) => number,
): TensorInfo {
  const shape = x.shape.map((size, axis) => (axis < reduced ? 1 : size));
  const output = backend.makeOutput(keepDims ? shape : shape.slice(reduced), 'float32');
  const from = floatsOf(backend, x);
  const sums = new Float64Array(width);
  for (let at = 0; at < from.length;)
    for (let column = 0; column < width; column++, at++)
      sums[column] = (sums[column] ?? 0) + (from[at] ?? 0);
  const factor = scale(from.length / width);
  floatsOf(backend, output).set(sums.map((value) => value * factor));
  return output;
}

/** One row many times over, as the gradient of a batch normalisation wants it; tfjs's wasm does it value by value. */
export const tile: WasmKernel<'x', TileAttrs> = {
  name: tf.Tile,
  run(call, stock) {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    const inner = attrs.reps.findLastIndex((count) => count !== 1) + 1;
    const isRow = x.shape.slice(0, inner).every((size) => size === 1);
    if (!isRow || x.dtype !== 'float32') return stock(call);
    const shape = x.shape.map((size, axis) => size * (attrs.reps[axis] ?? 1));
    const output = backend.makeOutput(shape, 'float32');
    const row = floatsOf(backend, x);
    const to = floatsOf(backend, output);
    to.set(row.subarray(0, to.length));
    for (let filled = row.length; filled > 0 && filled < to.length; filled *= 2)
      to.copyWithin(filled, 0, Math.min(filled, to.length - filled));
    return output;
  },
};
