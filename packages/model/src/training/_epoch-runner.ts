import { setImmediate as nextTurn } from 'node:timers/promises';
import { deriveSeed } from '@prosodia/statistics';
import type { LayersModel } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { adamRate, type Moments, type StepRate } from './_adam.js';
import { scheduledRate } from './_schedule.js';
import { StockStepper } from './_stock-stepper.js';
import { NO_SUMS, type StepContext, type Stepper, type StepSums } from './_step.js';
import { drawBatch } from './augmentation.js';
import { GraphStepper } from './graph/graph-stepper.js';
import type { TrainPlan } from './train-options.js';

/** A stream of the seed beside those that `train` uses, which count up from 0. */
const DRAWS = -1;

/** How far an epoch is: the steps taken, and the sums over them. */
export interface EpochProgress extends StepSums {
  readonly steps: number;
}

/**
 * Runs epochs of one training. The rows stay on the device from the first batch to the last: a batch is gathered
 * there by index.
 */
export class EpochRunner {
  readonly #context: StepContext;
  readonly #stepper: Stepper;
  readonly #plan: TrainPlan;
  /** Since the training began. */
  #allSteps = 0;
  /** Of the epoch that goes on. */
  #steps = 0;

  constructor(model: LayersModel, plan: TrainPlan) {
    const { x, y, rows } = plan.train;
    this.#plan = plan;
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
      augmentation: plan.augmentation,
      labelSmoothing: plan.labelSmoothing,
      decays: plan.weightDecay > 0,
    };
    this.#stepper = GraphStepper.for(this.#context) ?? new StockStepper(this.#context);
  }

  /**
   * One pass over the rows, or the rest of it. The model's weights are up to date when it ends.
   *
   * @param order every row once, in the order to take them
   * @param hooks.signal ends it between two steps
   * @param hooks.afterStep called after each step; the next one waits for it
   * @returns mean loss and accuracy of the batches, each before its own step
   */
  async run(
    order: Int32Array,
    {
      signal,
      afterStep,
    }: { signal?: AbortSignal | undefined; afterStep?: () => Promise<void> } = {},
  ): Promise<{ loss: number; accuracy: number }> {
    const { batchSize, augmentation } = this.#context;
    const seed = deriveSeed(this.#plan.seed, DRAWS);
    for (let start = this.#steps * batchSize; start < order.length; start += batchSize) {
      signal?.throwIfAborted();
      const rows = order.subarray(start, start + batchSize);
      this.#allSteps++;
      const batch = drawBatch(rows, augmentation, deriveSeed(seed, this.#allSteps));
      this.#stepper.step(batch, this.#rate());
      this.#steps++;
      await nextTurn();
      await afterStep?.();
    }
    const { loss, hits } = await this.#stepper.settle();
    this.#stepper.writeSums(NO_SUMS);
    this.#steps = 0;
    return { loss: loss / order.length, accuracy: hits / order.length };
  }

  /** Brings the model's weights up to date, and says how far the epoch is. */
  async settle(): Promise<EpochProgress> {
    return { steps: this.#steps, ...(await this.#stepper.settle()) };
  }

  /** Adam's moments, in the order of the trainable weights, as tensors of the caller's. */
  readMoments(): Moments[] {
    return this.#stepper.readMoments();
  }

  /**
   * Goes on as another runner would that was this far; the model has its weights already.
   *
   * @param epochs whole ones before this one
   * @param moments the caller keeps the tensors
   */
  goOnFrom(
    epochs: number,
    { steps, loss, hits }: EpochProgress,
    moments: readonly Moments[],
  ): void {
    const { x, batchSize } = this.#context;
    const [rows = 0] = x.shape;
    this.#steps = steps;
    this.#allSteps = epochs * Math.ceil(rows / batchSize) + steps;
    this.#stepper.writeSums({ loss, hits });
    this.#stepper.writeMoments(moments);
  }

  /** Adam's step size in the last step, before the correction of its moments. */
  get learningRate(): number {
    const { schedule, learningRate, epochs, train, batchSize } = this.#plan;
    const steps = epochs * Math.ceil(train.rows / batchSize);
    return scheduledRate(schedule, learningRate, this.#allSteps, steps);
  }

  #rate(): StepRate {
    const { learningRate } = this;
    const decay = learningRate * this.#plan.weightDecay;
    return { adam: adamRate(learningRate, this.#allSteps), decay };
  }

  dispose(): void {
    this.#stepper.dispose();
    this.#context.x.dispose();
    this.#context.y.dispose();
  }
}
