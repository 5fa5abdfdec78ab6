import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LayersModel } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { adamRate } from './_adam.js';
import { StockStepper } from './_stock-stepper.js';
import type { StepContext, Stepper } from './_step.js';
import { GraphStepper } from './graph/graph-stepper.js';
import type { TrainPlan } from './train-options.js';

/**
 * Runs epochs of one training. The rows stay on the device from the first batch to the last: a batch is gathered
 * there by index.
 */
export class EpochRunner {
  readonly #context: StepContext;
  readonly #stepper: Stepper;
  readonly #learningRate: number;
  #steps = 0;

  constructor(model: LayersModel, plan: TrainPlan) {
    const { x, y, rows } = plan.fit;
    this.#learningRate = plan.learningRate;
    this.#context = {
      model,
      trainable: model.trainableWeights
        .map((weight) => weight.read())
        .filter((value) => value instanceof tf.Variable),
      x: tf.tensor(x, [rows, ...plan.network.inputShape]),
      y: tf.tidy(() =>
        tf
          .oneHot(tf.tensor1d(Int32Array.from(y), 'int32'), plan.classes)
          .toFloat()
          .as2D(rows, plan.classes),
      ),
      batchSize: plan.batchSize,
    };
    this.#stepper = GraphStepper.for(this.#context) ?? new StockStepper(this.#context);
  }

  /**
   * One pass over the rows. The model's weights are up to date when it ends.
   *
   * @param order every row once, in the order to take them
   * @returns mean loss and accuracy of the batches, each before its own step
   */
  async run(
    order: Int32Array,
    signal: AbortSignal | undefined,
  ): Promise<{ loss: number; accuracy: number }> {
    const { batchSize } = this.#context;
    for (let start = 0; start < order.length; start += batchSize) {
      signal?.throwIfAborted();
      const rate = adamRate(this.#learningRate, ++this.#steps);
      this.#stepper.step(order.subarray(start, start + batchSize), rate);
      await nextTurn();
    }
    const { loss, hits } = await this.#stepper.settle();
    return { loss: loss / order.length, accuracy: hits / order.length };
  }

  dispose(): void {
    this.#stepper.dispose();
    this.#context.x.dispose();
    this.#context.y.dispose();
  }
}
