import type { Rank, Variable } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { Adam, type Moments, type StepRate } from './_adam.js';
import { stockChance } from './_chance.js';
import {
  forwardAndBackward,
  tensorsOf,
  type StepContext,
  type Stepper,
  type StepSums,
} from './_step.js';
import type { Batch } from './augmentation.js';

/** Steps of tfjs's own operations, on any backend and with any layer. */
export class StockStepper implements Stepper {
  readonly #context: StepContext;
  readonly #adam: Adam;
  readonly #lossSum = counter();
  readonly #hits = counter();

  constructor(context: StepContext) {
    this.#context = context;
    this.#adam = new Adam(context.trainable);
  }

  step(batch: Batch, rate: StepRate): void {
    tf.tidy(() => {
      const chance = stockChance(batch.seed);
      const { loss, hits, gradients } = forwardAndBackward(
        ...[this.#context, tensorsOf(batch), chance],
      );
      this.#adam.step(gradients, rate);
      this.#lossSum.assign(this.#lossSum.add(loss.mul(batch.rows.length)));
      this.#hits.assign(this.#hits.add(hits));
      hits.dispose();
    });
  }

  async settle(): Promise<StepSums> {
    const [loss, hits] = await Promise.all([this.#lossSum.data(), this.#hits.data()]);
    return { loss: loss[0] ?? 0, hits: hits[0] ?? 0 };
  }

  writeSums({ loss, hits }: StepSums): void {
    tf.tidy(() => {
      this.#lossSum.assign(tf.scalar(loss));
      this.#hits.assign(tf.scalar(hits));
    });
  }

  readMoments(): Moments[] {
    return this.#adam.moments.map(({ mean, square }) => ({
      ...{ mean: mean.clone(), square: square.clone() },
    }));
  }

  writeMoments(moments: readonly Moments[]): void {
    this.#adam.setMoments(moments);
  }

  dispose(): void {
    this.#lossSum.dispose();
    this.#hits.dispose();
    this.#adam.dispose();
  }
}

/** A number on the device, zero at first: it is read once an epoch. */
function counter(): Variable<Rank.R0> {
  return tf.tidy(() => tf.variable(tf.scalar(0), false));
}
