import type { NamedTensorMap, Variable } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { expected } from '../errors.js';

/** Keras's defaults. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** A variable with the moving averages of its gradient and of the gradient's square. */
interface Slot {
  readonly variable: Variable;
  readonly mean: Variable;
  readonly square: Variable;
}

/**
 * Adam as Keras computes it. tfjs's own adds epsilon after correcting the bias of the second moment instead of before,
 * which moves weights of small gradients visibly further in the first steps.
 */
export class Adam {
  readonly #learningRate: number;
  readonly #slots: readonly Slot[];
  #steps = 0;

  constructor(variables: readonly Variable[], learningRate: number) {
    this.#learningRate = learningRate;
    const zeros = (variable: Variable) => tf.tidy(() => tf.variable(tf.zerosLike(variable), false));
    this.#slots = variables.map((variable) => ({
      ...{ variable, mean: zeros(variable), square: zeros(variable) },
    }));
  }

  /**
   * Moves every variable one step against its gradient. Call it inside a tidy.
   *
   * @throws {ModelError} INVALID_DATA where a variable has none: it would stay as it is and nobody would notice
   */
  step(gradients: NamedTensorMap): void {
    const t = ++this.#steps;
    const rate = (this.#learningRate * Math.sqrt(1 - BETA2 ** t)) / (1 - BETA1 ** t);
    for (const { variable, mean, square } of this.#slots) {
      const gradient = gradients[variable.name];
      if (gradient === undefined)
        throw expected('INVALID_DATA', 'a gradient', variable.name, 'none');
      mean.assign(mean.mul(BETA1).add(gradient.mul(1 - BETA1)));
      square.assign(square.mul(BETA2).add(gradient.square().mul(1 - BETA2)));
      variable.assign(variable.sub(mean.mul(rate).div(square.sqrt().add(EPSILON))));
    }
  }

  dispose(): void {
    for (const { mean, square } of this.#slots) {
      mean.dispose();
      square.dispose();
    }
  }
}
