import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  Tensor4D,
} from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../_tfjs.js';
import { floatsOf, type WasmKernel } from './_kernel.js';

type Shape4D = [number, number, number, number];

/**
 * Gradient of a convolution by its filter, which tfjs's wasm lacks. It is a convolution itself: of the input, with
 * channels in the place of the batch, by the output's gradient, with the batch in the place of channels.
 */
export const filterGradient: WasmKernel<'x' | 'dy', Conv2DBackpropFilterAttrs> = {
  name: tf.Conv2DBackpropFilter,
  run({ inputs, attrs: { strides, pad, dataFormat, filterShape } }) {
    const [x, dy] = [inputs.x as Tensor4D, inputs.dy as Tensor4D];
    const { padInfo, strideHeight, strideWidth } = geometry(
      x.shape,
      filterShape,
      strides,
      pad,
      dataFormat,
    );
    return tf.tidy(() => {
      const channelsFirst = tf.pad4d(x.transpose<Tensor4D>([3, 1, 2, 0]), [
        [0, 0],
        [padInfo.top, padInfo.bottom],
        [padInfo.left, padInfo.right],
        [0, 0],
      ]);
      const weights = dy.transpose<Tensor4D>([1, 2, 0, 3]);
      // What was the stride is the distance between the taps now. The last rows and columns of an input may lie
      // beyond the last step; so may the last taps here.
      const [height, width, inputs, outputs] = filterShape;
      return tf
        .conv2d(channelsFirst, weights, 1, 'valid', 'NHWC', [strideHeight, strideWidth])
        .slice([0, 0, 0, 0], [inputs, height, width, outputs])
        .transpose([1, 2, 0, 3]);
    });
  },
};

/**
 * Gradient of a convolution by its input. tfjs's wasm has a plain loop for it; at stride 1 it is the convolution of
 * the output's gradient by the filter turned around, and convolutions are what wasm is fast at.
 */
export const inputGradient: WasmKernel<'dy' | 'filter', Conv2DBackpropInputAttrs> = {
  name: tf.Conv2DBackpropInput,
  run(call, stock) {
    const { inputs, attrs, backend } = call;
    const [dy, filter] = [inputs.dy as Tensor4D, inputs.filter as Tensor4D];
    const { strides, pad, dataFormat, inputShape } = attrs;
    const { padInfo, strideHeight, strideWidth } = geometry(
      inputShape,
      filter.shape,
      strides,
      pad,
      dataFormat,
    );
    if (strideHeight !== 1 || strideWidth !== 1) return stock(call);
    const [height, width] = filter.shape;
    return tf.tidy(() =>
      tf.conv2d(dy, turnedAround(filter, backend), 1, [
        [0, 0],
        [height - 1 - padInfo.top, height - 1 - padInfo.bottom],
        [width - 1 - padInfo.left, width - 1 - padInfo.right],
        [0, 0],
      ]),
    );
  },
};

/** @throws for channels-first data, which the wasm backend does not compute forwards either */
function geometry(
  inputShape: Shape4D,
  filterShape: Shape4D,
  strides: number | [number, number],
  pad: Conv2DBackpropInputAttrs['pad'],
  dataFormat: 'NHWC' | 'NCHW',
) {
  if (dataFormat !== 'NHWC') throw new Error(`Expected NHWC data but received ${dataFormat}`);
  return tf.backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad);
}

/** The taps of a filter in reverse order, inputs and outputs swapped. */
function turnedAround(filter: Tensor4D, backend: BackendWasm): Tensor4D {
  const [height, width, inputs, outputs] = filter.shape;
  const turned = backend.makeOutput([height, width, outputs, inputs], 'float32');
  const [from, to] = [floatsOf(backend, filter), floatsOf(backend, turned)];
  const size = inputs * outputs;
  for (let tap = 0; tap < height * width; tap++) {
    const source = (height * width - 1 - tap) * size;
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++)
        to[tap * size + o * inputs + i] = from[source + i * outputs + o] ?? 0;
  }
  return tf.engine().makeTensorFromTensorInfo(turned) as Tensor4D;
}
