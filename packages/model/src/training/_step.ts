import type {
  LayersModel,
  NamedTensorMap,
  Scalar,
  Tensor,
  Tensor2D,
  Variable,
} from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { PROBABILITY_FLOOR } from '../metrics.js';
import type { Moments } from './_adam.js';

/** What every step of one training needs. */
export interface StepContext {
  readonly model: LayersModel;
  /** The model's weights that are trained, in its order. */
  readonly trainable: readonly Variable[];
  /** All rows to learn from, on the device. */
  readonly x: Tensor;
  /** Their classes, one-hot. */
  readonly y: Tensor2D;
  /** Rows a step; the last one of an epoch may have fewer. */
  readonly batchSize: number;
}

/** Sums over the rows of an epoch's batches so far. */
export interface StepSums {
  readonly loss: number;
  readonly hits: number;
}

/** Those of an epoch that begins. */
export const NO_SUMS: StepSums = { loss: 0, hits: 0 };

/** One way to take the steps of a training. */
export interface Stepper {
  /**
   * Forward, backward, update.
   *
   * @param batch rows of `x`
   * @param rate Adam's step size for this step
   */
  step(batch: Int32Array, rate: number): void;
  /** Brings the model's weights up to date, and gives the sums with those of the steps so far. */
  settle(): Promise<StepSums>;
  /** The sums that the next steps add theirs to; none at first. */
  writeSums(sums: StepSums): void;
  /** Adam's moments, in the order of the trainable variables, as tensors of the caller's. */
  readMoments(): Moments[];
  /** Takes moments over from another run; the caller keeps the tensors. */
  writeMoments(moments: readonly Moments[]): void;
  dispose(): void;
}

/** What comes of one batch, before the update. */
export interface StepResult {
  /** Mean loss of the rows. */
  readonly loss: Scalar;
  /** Rows that were answered right; survives a tidy, the caller disposes of it. */
  readonly hits: Tensor;
  /** By the names of the variables. */
  readonly gradients: NamedTensorMap;
}

/** Forward and backward. Runs inside a tidy; moving statistics of the model are updated. */
export function forwardAndBackward(
  { model, trainable, x, y }: StepContext,
  indices: Tensor,
): StepResult {
  const input = tf.gather(x, indices);
  const target = tf.gather(y, indices);
  let hits: Tensor = target;
  const { value, grads } = tf.variableGrads(() => {
    const output = model.apply(input, { training: true }) as Tensor2D;
    hits = tf.keep(output.argMax(-1).equal(target.argMax(-1)).sum().toFloat());
    return crossEntropy(output, target);
  }, [...trainable]);
  return { loss: value, hits, gradients: grads };
}

/**
 * Mean cross-entropy of softmax outputs. Keras takes the logits behind the softmax, so that a row which is hopelessly
 * wrong still teaches; a floor at the smallest normal float32 instead of Keras's 1e-7 gives the same gradient from
 * the probabilities.
 */
function crossEntropy(output: Tensor2D, target: Tensor2D): Scalar {
  return output.maximum(PROBABILITY_FLOOR).log().mul(target).sum(-1).mean().neg().asScalar();
}
