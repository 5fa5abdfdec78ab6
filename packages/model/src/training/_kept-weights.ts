import type { LayersModel, Tensor } from '@tensorflow/tfjs';

/** The weights of the best epoch so far, held on the device (they share memory until the model moves on). */
export class KeptWeights {
  #weights: Tensor[] = [];
  #score = -Infinity;
  #epoch = 0;

  /** The epoch that is held, 0 while there is none. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Keeps the model's weights if `score` beats all earlier ones; among equals the earlier epoch stays. */
  offer(model: LayersModel, epoch: number, score: number): void {
    if (!(score > this.#score)) return;
    this.dispose();
    this.#weights = model.getWeights().map((weight) => weight.clone());
    this.#score = score;
    this.#epoch = epoch;
  }

  /** Puts the held weights back into the model. */
  restoreTo(model: LayersModel): void {
    model.setWeights(this.#weights);
  }

  dispose(): void {
    for (const weight of this.#weights) weight.dispose();
    this.#weights = [];
  }
}
