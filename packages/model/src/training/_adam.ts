import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { expected } from '../errors.js';

/** Keras's defaults, as the float32 that TensorFlow computes with. */
export const BETA1 = Math.fround(0.9);
export const BETA2 = Math.fround(0.999);
export const EPSILON = 1e-7;

/** The step size of step `t`, 1 for the first, with the bias of both moments corrected. */
export function adamRate(learningRate: number, t: number): number {
  return (learningRate * Math.sqrt(1 - BETA2 ** t)) / (1 - BETA1 ** t);
}

/** How far a step goes. */
export interface StepRate {
  /** Adam's step size, with the bias of its moments corrected. */
  readonly adam: number;
  /** Share of themselves that kernels lose first. */
  readonly decay: number;
}

/** The moving averages of a variable's gradient and of the gradient's square. */
export interface Moments<T extends Tensor = Tensor> {
  readonly mean: T;
  readonly square: T;
}

/**
 * Adam as Keras computes it. tfjs's own adds epsilon after correcting the bias of the second moment instead of before,
 * which moves weights of small gradients visibly further in the first steps.
 */
export class Adam {
  readonly #variables: readonly Variable[];
  readonly #moments: readonly Moments<Variable>[];

  constructor(variables: readonly Variable[]) {
    const zeros = (variable: Variable) => tf.tidy(() => tf.variable(tf.zerosLike(variable), false));
    this.#variables = variables;
    this.#moments = variables.map((variable) => ({
      ...{ mean: zeros(variable), square: zeros(variable) },
    }));
  }

  /** In the order of the variables; they stay this object's own. */
  get moments(): readonly Moments[] {
    return this.#moments;
  }

  /** Takes moments over from another run. */
  setMoments(moments: readonly Moments[]): void {
    this.#moments.forEach(({ mean, square }, index) => {
      const given = moments[index];
      if (given === undefined) return;
      mean.assign(given.mean);
      square.assign(given.square);
    });
  }

  /**
   * Moves every variable one step against its gradient. Call it inside a tidy.
   *
   * @param rate see {@link adamRate}; a decay is apart from the gradient, as in AdamW (Loshchilov and Hutter 2019)
   * @throws {ModelError} INVALID_DATA where a variable has no gradient: it would stay as it is and nobody would notice
   */
  step(gradients: NamedTensorMap, { adam, decay }: StepRate): void {
    this.#variables.forEach((variable, index) => {
      const moments = this.#moments[index];
      if (moments === undefined) return;
      const { mean, square } = moments;
      const gradient = gradientOf(variable, gradients);
      mean.assign(mean.mul(BETA1).add(gradient.mul(1 - BETA1)));
      square.assign(square.mul(BETA2).add(gradient.square().mul(1 - BETA2)));
      const kept = decay > 0 && isKernel(variable) ? variable.mul(1 - decay) : variable;
      variable.assign(kept.sub(mean.mul(adam).div(square.sqrt().add(EPSILON))));
    });
  }

  dispose(): void {
    for (const { mean, square } of this.#moments) {
      mean.dispose();
      square.dispose();
    }
  }
}

/** What weight decay shrinks: biases and the scales of a normalisation keep their size. */
export const isKernel = ({ rank }: Tensor): boolean => rank > 1;

/** @throws {ModelError} INVALID_DATA where there is none */
export function gradientOf(variable: Variable, gradients: NamedTensorMap): Tensor {
  const gradient = gradients[variable.name];
  if (gradient === undefined) throw expected('INVALID_DATA', 'a gradient', variable.name, 'none');
  return gradient;
}
