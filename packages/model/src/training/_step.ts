import { PROBABILITY_FLOOR } from '@prosodia/statistics';
import type {
  LayersModel,
  NamedTensorMap,
  Scalar,
  Tensor,
  Tensor2D,
  Variable,
} from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import type { Moments, StepRate } from './_adam.js';
import { withChance, type Chance } from './_chance.js';
import type { Augmentation, Batch } from './augmentation.js';

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
  readonly augmentation: Augmentation;
  /** Share of a row's class that all classes get in equal parts, 0 .. 1. */
  readonly labelSmoothing: number;
  /** Whether kernels shrink with each step. */
  readonly decays: boolean;
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
   */
  step(batch: Batch, rate: StepRate): void;
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

/** A batch on the device; what the augmentation does not draw is not there. */
export type BatchTensors = Readonly<{ rows: Tensor; seed: Tensor }> &
  Readonly<Partial<Record<'gains' | 'shifts' | 'partners' | 'shares', Tensor>>>;

export function tensorsOf({ rows, seed, ...drawn }: Batch): BatchTensors {
  return {
    rows: tf.tensor1d(rows, 'int32'),
    seed: tf.tensor1d(Int32Array.of(seed, 0), 'int32'),
    ...(drawn.gains && { gains: tf.tensor1d(drawn.gains) }),
    ...(drawn.shifts && { shifts: tf.tensor1d(drawn.shifts, 'int32') }),
    ...(drawn.partners && { partners: tf.tensor1d(drawn.partners, 'int32') }),
    ...(drawn.shares && { shares: tf.tensor1d(drawn.shares) }),
  };
}

/** Forward and backward. Runs inside a tidy; moving statistics of the model are updated. */
export function forwardAndBackward(
  { model, trainable, x, y, labelSmoothing }: StepContext,
  batch: BatchTensors,
  chance: Chance,
): StepResult {
  const input = mix(gatherRows(x, batch), batch);
  const target = mix(tf.gather(y, batch.rows), batch);
  let hits: Tensor = target;
  const { value, grads } = tf.variableGrads(() => {
    const output = withChance(model, chance, () =>
      model.apply(input, { training: true }),
    ) as Tensor2D;
    hits = tf.keep(output.argMax(-1).equal(target.argMax(-1)).sum().toFloat());
    return crossEntropy(output, smooth(target, labelSmoothing));
  }, [...trainable]);
  return { loss: value, hits, gradients: grads };
}

/** The rows, moved in time and made louder. */
function gatherRows(x: Tensor, { rows, shifts, gains }: BatchTensors): Tensor {
  const [, steps = 1, ...rest] = x.shape;
  const [count = 0] = rows.shape;
  let input = tf.gather(x, rows);
  if (shifts) {
    const wanted = tf
      .range(0, steps, 1, 'int32')
      .reshape([1, steps])
      .sub(shifts.reshape([count, 1]));
    const step = wanted.maximum(tf.scalar(0, 'int32')).minimum(tf.scalar(steps - 1, 'int32'));
    const places = rows.reshape([count, 1]).mul(tf.scalar(steps, 'int32')).add(step);
    input = tf
      .gather(x.reshape([-1, ...rest]), places.reshape([-1]).toInt())
      .reshape([count, steps, ...rest]);
  }
  return gains ? input.add(column(gains, input)) : input;
}

/** Each row and its partner, by shares. */
function mix<T extends Tensor>(own: T, { partners, shares }: BatchTensors): T {
  if (!partners || !shares) return own;
  const share = column(shares, own);
  return own.mul(share).add(tf.gather(own, partners).mul(share.mul(-1).add(1)));
}

/** A number a row, in the rank of `like`. */
function column(numbers: Tensor, like: Tensor): Tensor {
  return numbers.reshape([-1, ...like.shape.slice(1).map(() => 1)]);
}

/** Szegedy et al. 2016, section 7. */
function smooth(target: Tensor2D, share: number): Tensor2D {
  return share === 0 ? target : target.mul<Tensor2D>(1 - share).add(share / target.shape[1]);
}

/**
 * Mean cross-entropy of softmax outputs. Keras takes the logits behind the softmax, so that a row which is hopelessly
 * wrong still teaches; a floor at the smallest normal float32 instead of Keras's 1e-7 gives the same gradient from
 * the probabilities.
 */
function crossEntropy(output: Tensor2D, target: Tensor2D): Scalar {
  return output.maximum(PROBABILITY_FLOOR).log().mul(target).sum(-1).mean().neg().asScalar();
}
