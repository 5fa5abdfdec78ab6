import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { ownWeights } from '../sealed/network-weights.js';

/** The weights of the best epoch so far, held on the device (they share memory until the model moves on). */
export class KeptWeights {
  #weights: readonly Tensor[] = [];
  #score = -Infinity;
  #epoch = 0;

  /** The epoch that is held, 0 while there is none. */
  get epoch(): number {
    return this.#epoch;
  }

  get score(): number {
    return this.#score;
  }

  /** Layer by layer; they stay this object's own. */
  get weights(): readonly Tensor[] {
    return this.#weights;
  }

  /** Keeps the model's weights if `score` beats all earlier ones; among equals the earlier epoch stays. */
  offer(model: LayersModel, epoch: number, score: number): void {
    if (!(score > this.#score)) return;
    const weights = ownWeights(model).map((weight) => weight.clone());
    this.hold(weights, { epoch, score });
  }

  /** Holds these instead of what it holds; they become its own. */
  hold(weights: readonly Tensor[], { epoch, score }: { epoch: number; score: number }): void {
    this.dispose();
    this.#weights = weights;
    this.#score = score;
    this.#epoch = epoch;
  }

  /** Puts the held weights back into the model. */
  restoreTo(model: LayersModel): void {
    ownWeights(model).forEach((weight, index) => {
      const held = this.#weights[index];
      if (held !== undefined && weight instanceof tf.Variable) weight.assign(held);
    });
  }

  dispose(): void {
    for (const weight of this.#weights) weight.dispose();
    this.#weights = [];
  }
}
