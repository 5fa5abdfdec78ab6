import type { MaxPoolGradAttrs } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { floatsOf, type WasmKernel } from './_kernel.js';

/**
 * Gradient of a max-pooling: to the largest value of each window, the first of equals, as TensorFlow has it. The
 * kernel of tfjs's wasm gives it to the last of equals, and to nobody where no value of the window is above zero.
 */
export const maxPoolGradient: WasmKernel<'dy' | 'input', MaxPoolGradAttrs> = {
  name: tf.MaxPoolGrad,
  run({ inputs: { dy, input }, attrs: { filterSize, strides, pad, dimRoundingMode }, backend }) {
    const info = tf.backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels, padInfo } = info;
    const gradient = backend.makeOutput(input.shape, 'float32');
    const x = floatsOf(backend, input);
    const from = floatsOf(backend, dy);
    const to = floatsOf(backend, gradient).fill(0);
    let output = 0;
    for (let row = 0; row < batchSize; row++)
      for (let oy = 0; oy < outHeight; oy++) {
        const top = oy * info.strideHeight - padInfo.top;
        const [yFrom, yTo] = [Math.max(0, top), Math.min(inHeight, top + info.filterHeight)];
        for (let ox = 0; ox < outWidth; ox++) {
          const left = ox * info.strideWidth - padInfo.left;
          const [xFrom, xTo] = [Math.max(0, left), Math.min(inWidth, left + info.filterWidth)];
          for (let channel = 0; channel < inChannels; channel++) {
            let largest = -1;
            for (let iy = yFrom; iy < yTo; iy++)
              for (let ix = xFrom; ix < xTo; ix++) {
                const at = ((row * inHeight + iy) * inWidth + ix) * inChannels + channel;
                if (largest < 0 || (x[at] ?? 0) > (x[largest] ?? 0)) largest = at;
              }
            if (largest >= 0) to[largest] = (to[largest] ?? 0) + (from[output] ?? 0);
            output++;
          }
        }
      }
    return gradient;
  },
};
