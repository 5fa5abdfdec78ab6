import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { tf } from './_tfjs.js';
import { pickBackend } from './backend.js';
import { expected } from './errors.js';

/** Rows a call into the network; bounds the memory that activations take. */
const ROWS_AT_A_TIME = 256;

/**
 * A network's answer for each row.
 *
 * @param model a network whose last layer gives one value a class
 * @param values rows x width, row-major, standardised as the model was trained
 * @param rows number of rows, 0 or more
 * @returns rows x classes, row-major; each row sums to 1
 * @throws {ModelError} INVALID_DATA when `values` does not hold that many rows of the model's input
 */
export async function predict(
  model: LayersModel,
  values: Float32Array,
  rows: number,
): Promise<Float32Array> {
  await pickBackend();
  const { shape, width, classes } = rowSizes(model);
  requireRows(values, rows, width);
  const probabilities = new Float32Array(rows * classes);
  for (let start = 0; start < rows; start += ROWS_AT_A_TIME) {
    const end = Math.min(start + ROWS_AT_A_TIME, rows);
    const output = tf.tidy(() => {
      const input = tf.tensor(values.subarray(start * width, end * width), [end - start, ...shape]);
      return model.predictOnBatch(input) as Tensor;
    });
    probabilities.set(await output.data<'float32'>(), start * classes);
    output.dispose();
  }
  return probabilities;
}

/** What a network takes and gives a row. */
export function rowSizes(model: LayersModel): { shape: number[]; width: number; classes: number } {
  const shape = model.inputs[0]?.shape.slice(1).map(Number) ?? [];
  const classes = model.outputs[0]?.shape.at(-1) ?? 0;
  return { shape, width: shape.reduce((product, size) => product * size, 1), classes };
}

/** @throws {ModelError} INVALID_DATA when `values` does not hold that many rows */
export function requireRows(values: Float32Array, rows: number, width: number): void {
  if (values.length !== rows * width)
    throw expected('INVALID_DATA', `${rows} x ${width} values`, 'predict', values.length);
}
