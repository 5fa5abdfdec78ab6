import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LayersModel, Rank, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { PROBABILITY_FLOOR } from '../metrics.js';
import { Adam } from './_adam.js';
import type { TrainPlan } from './train-options.js';

/**
 * Runs epochs of one training. The rows stay on the device from the first batch to the last: a batch is gathered
 * there by index, and loss and hits are summed there and read once an epoch.
 */
export class EpochRunner {
  readonly #model: LayersModel;
  readonly #batchSize: number;
  readonly #rows: number;
  readonly #x: Tensor;
  readonly #y: Tensor2D;
  readonly #trainable: Variable[];
  readonly #adam: Adam;
  readonly #lossSum = counter();
  readonly #hits = counter();

  constructor(model: LayersModel, plan: TrainPlan) {
    const { x, y, rows } = plan.fit;
    this.#model = model;
    this.#batchSize = plan.batchSize;
    this.#rows = rows;
    this.#x = tf.tensor(x, [rows, ...plan.network.inputShape]);
    this.#y = tf.tidy(() =>
      tf
        .oneHot(tf.tensor1d(Int32Array.from(y), 'int32'), plan.classes)
        .toFloat()
        .as2D(rows, plan.classes),
    );
    this.#trainable = model.trainableWeights
      .map((weight) => weight.read())
      .filter((value): value is Variable => value instanceof tf.Variable);
    this.#adam = new Adam(this.#trainable, plan.learningRate);
  }

  /**
   * One pass over the rows.
   *
   * @param order every row once, in the order to take them
   * @returns mean loss and accuracy of the batches, each before its own step
   */
  async run(
    order: Int32Array,
    signal: AbortSignal | undefined,
  ): Promise<{ loss: number; accuracy: number }> {
    for (let start = 0; start < this.#rows; start += this.#batchSize) {
      signal?.throwIfAborted();
      tf.tidy(() => {
        this.#step(order.subarray(start, start + this.#batchSize));
      });
      await nextTurn();
    }
    const [lossSum, hits] = await Promise.all([this.#lossSum.data(), this.#hits.data()]);
    tf.tidy(() => {
      this.#lossSum.assign(tf.scalar(0));
      this.#hits.assign(tf.scalar(0));
    });
    return { loss: (lossSum[0] ?? 0) / this.#rows, accuracy: (hits[0] ?? 0) / this.#rows };
  }

  /** Forward, backward, update. Runs inside a tidy. */
  #step(batch: Int32Array): void {
    const indices = tf.tensor1d(batch, 'int32');
    const input = tf.gather(this.#x, indices);
    const target = tf.gather(this.#y, indices);
    const { value, grads } = tf.variableGrads(() => {
      const output = this.#model.apply(input, { training: true }) as Tensor2D;
      const hits = output.argMax(-1).equal(target.argMax(-1)).sum();
      this.#hits.assign(this.#hits.add(hits.toFloat()));
      return crossEntropy(output, target);
    }, this.#trainable);
    this.#adam.step(grads);
    this.#lossSum.assign(this.#lossSum.add(value.mul(batch.length)));
  }

  dispose(): void {
    for (const tensor of [this.#x, this.#y, this.#lossSum, this.#hits]) tensor.dispose();
    this.#adam.dispose();
  }
}

/** A number on the device, zero at first. */
function counter(): Variable<Rank.R0> {
  return tf.tidy(() => tf.variable(tf.scalar(0), false));
}

/**
 * Mean cross-entropy of softmax outputs. Keras takes the logits behind the softmax, so that a row which is hopelessly
 * wrong still teaches; a floor at the smallest normal float32 instead of Keras's 1e-7 gives the same gradient from
 * the probabilities.
 */
function crossEntropy(output: Tensor2D, target: Tensor2D) {
  return output.maximum(PROBABILITY_FLOOR).log().mul(target).sum(-1).mean().neg().asScalar();
}
