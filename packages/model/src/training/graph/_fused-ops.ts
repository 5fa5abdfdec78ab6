import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { tf } from '../../_tfjs.js';
import type { NodeBackend, OpAttribute } from '../../graph/node-backend.js';

/**
 * TensorFlow's own kernels for what tfjs puts together from many small ones, with their gradients. Results differ from
 * those of tfjs by rounding alone.
 */
export class FusedOps {
  readonly #backend: NodeBackend;

  constructor(backend: NodeBackend) {
    this.#backend = backend;
  }

  /** Adds a number to each channel, the last axis, and cuts at zero if `relu`. */
  biasRelu<T extends Tensor>(x: T, bias: Tensor1D, relu: boolean): T {
    const op = tf.customGrad((...args) => {
      const [input, offset, save] = args as unknown as [T, Tensor1D, (saved: Tensor[]) => void];
      const sum = this.#one('BiasAdd', [this.#type(), this.#nhwc()], [input, offset]);
      const value = relu ? this.#one('Relu', [this.#type()], [sum]) : sum;
      save([value]);
      const gradFunc = (dy: Tensor, saved: Tensor[]) => {
        const [output = dy] = saved;
        const dx = relu ? this.#one('ReluGrad', [this.#type()], [dy, output]) : dy;
        return [dx, this.#one('BiasAddGrad', [this.#type(), this.#nhwc()], [dx])];
      };
      return { value: value as T, gradFunc };
    });
    return op(x, bias);
  }

  /** Cuts at zero. */
  relu(x: Tensor): Tensor {
    const op = tf.customGrad((...args) => {
      const [input, save] = args as unknown as [Tensor, (saved: Tensor[]) => void];
      const value = this.#one('Relu', [this.#type()], [input]);
      save([value]);
      const gradFunc = (dy: Tensor, [output = dy]: Tensor[]) =>
        this.#one('ReluGrad', [this.#type()], [dy, output]);
      return { value, gradFunc };
    });
    return op(x);
  }

  matMul(a: Tensor2D, b: Tensor2D): Tensor2D {
    const op = tf.customGrad((...args) => {
      const [left, right, save] = args as unknown as [
        Tensor2D,
        Tensor2D,
        (saved: Tensor[]) => void,
      ];
      save([left, right]);
      const gradFunc = (dy: Tensor, saved: Tensor[]) => {
        const [savedLeft = dy, savedRight = dy] = saved;
        return [
          this.#product(dy, savedRight, { transposeB: true }),
          this.#product(savedLeft, dy, { transposeA: true }),
        ];
      };
      return { value: this.#product(left, right, {}), gradFunc };
    });
    return op(a, b);
  }

  /**
   * Normalises each channel, the last axis, by the batch's own mean and deviation.
   *
   * @returns the normalised input, and the batch's mean and biased variance, through which no gradient goes
   */
  batchNorm(
    x: Tensor4D,
    gamma: Tensor1D,
    beta: Tensor1D,
    epsilon: number,
  ): { value: Tensor4D; mean: Tensor1D; variance: Tensor1D } {
    const [batch, height, width] = x.shape;
    const count = batch * height * width;
    let statistics: Tensor[] = [];
    const attributes = [this.#type(), this.#type('U'), this.#nhwc(), this.#float({ epsilon })];
    const op = tf.customGrad((...args) => {
      const [input, scale, offset, save] = args as unknown as [
        Tensor4D,
        Tensor1D,
        Tensor1D,
        (saved: Tensor[]) => void,
      ];
      const none = tf.tensor1d([], 'float32');
      const [value = input, mean = none, variance = none, ...reserved] =
        this.#backend.executeMultipleOutputs(
          'FusedBatchNormV3',
          [...attributes, this.#bool({ is_training: true })],
          [input, scale, offset, none, none],
          6,
        );
      statistics = [tf.keep(mean), tf.keep(variance)];
      save([input, scale, ...reserved]);
      const gradFunc = (dy: Tensor, saved: Tensor[]) =>
        this.#backend
          .executeMultipleOutputs(
            'FusedBatchNormGradV3',
            [...attributes, this.#bool({ is_training: true })],
            [dy, ...saved],
            5,
          )
          .slice(0, 3);
      return { value, gradFunc };
    });
    const value = op(x, gamma, beta) as Tensor4D;
    const [mean, unbiased] = statistics.map((kept) => kept.clone()) as [Tensor1D, Tensor1D];
    tf.dispose(statistics);
    // TensorFlow's kernel gives the unbiased variance; Keras and tfjs average the biased one.
    const variance = unbiased.mul<Tensor1D>(Math.max(count - 1, 1) / count);
    return { value, mean, variance };
  }

  #product(
    a: Tensor,
    b: Tensor,
    { transposeA = false, transposeB = false }: { transposeA?: boolean; transposeB?: boolean },
  ): Tensor2D {
    const transposes = [
      this.#bool({ transpose_a: transposeA }),
      this.#bool({ transpose_b: transposeB }),
    ];
    return this.#one('MatMul', [this.#type(), ...transposes], [a, b]) as Tensor2D;
  }

  #one(op: string, attributes: OpAttribute[], inputs: readonly [Tensor, ...Tensor[]]): Tensor {
    const [output = inputs[0]] = this.#backend.executeMultipleOutputs(op, attributes, inputs, 1);
    return output;
  }

  #type(name = 'T'): OpAttribute {
    const { binding } = this.#backend;
    return { name, type: binding.TF_ATTR_TYPE, value: this.#backend.getDTypeInteger('float32') };
  }

  #nhwc(): OpAttribute {
    return { name: 'data_format', type: this.#backend.binding.TF_ATTR_STRING, value: 'NHWC' };
  }

  #float(attribute: Record<string, number>): OpAttribute {
    const [[name, value] = ['', 0]] = Object.entries(attribute);
    return { name, type: this.#backend.binding.TF_ATTR_FLOAT, value };
  }

  #bool(attribute: Record<string, boolean>): OpAttribute {
    const [[name, value] = ['', false]] = Object.entries(attribute);
    return { name, type: this.#backend.binding.TF_ATTR_BOOL, value };
  }
}
