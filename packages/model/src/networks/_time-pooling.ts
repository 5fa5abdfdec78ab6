import type { LayerVariable, serialization, Shape, Tensor, Tensor3D } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import type { SimpleLayerSpec } from './network-spec.js';

type TimePoolingSpec = Extract<SimpleLayerSpec, { type: 'timePooling' }>;
type Initializer = ReturnType<typeof tf.initializers.glorotUniform>;

/** Keeps the root of a variance of 0 from an infinite slope. */
const VARIANCE_FLOOR = 1e-5;

/**
 * Statistics of each channel over time, one behind the other. The attention's weights are the softmax over time of
 * `score . tanh(kernel . step + bias)`; with a score of zeros, as at first, it is the mean.
 */
export class TimePooling extends tf.layers.Layer {
  static readonly className = 'TimePooling';
  readonly #spec: TimePoolingSpec;
  readonly #kernelInitializer: Initializer;
  #attention: readonly LayerVariable[] = [];

  constructor(spec: TimePoolingSpec, kernelInitializer: Initializer = tf.initializers.zeros()) {
    super({ name: spec.name });
    this.#spec = spec;
    this.#kernelInitializer = kernelInitializer;
  }

  override build(inputShape: Shape | Shape[]): void {
    if (this.#spec.statistics.includes('attention')) {
      const channels = (inputShape as Shape).at(-1) ?? 0;
      const { units } = this.#spec;
      const zeros = tf.initializers.zeros();
      this.#attention = [
        this.addWeight('kernel', [channels, units], 'float32', this.#kernelInitializer),
        this.addWeight('bias', [units], 'float32', zeros),
        this.addWeight('score', [units, 1], 'float32', zeros),
      ];
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null, , channels] = inputShape as Shape;
    return [batch, this.#spec.statistics.length * (channels ?? 0)];
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const [x] = [inputs].flat() as [Tensor3D];
      return tf.concat(
        this.#spec.statistics.map((statistic) => {
          switch (statistic) {
            case 'attention':
              return this.#attend(x);
            case 'max':
              return x.max(1);
            case 'mean':
              return x.mean(1);
            case 'deviation':
              return x.sub(x.mean(1, true)).square().mean(1).add(VARIANCE_FLOOR).sqrt();
          }
        }),
        -1,
      );
    });
  }

  override getConfig(): serialization.ConfigDict {
    const { statistics, units } = this.#spec;
    return { ...super.getConfig(), statistics: [...statistics], units };
  }

  static override fromConfig<T extends serialization.Serializable>(
    _class: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    const spec = { type: 'timePooling', ...config } as unknown as TimePoolingSpec;
    return new TimePooling(spec) as unknown as T;
  }

  #attend(x: Tensor3D): Tensor {
    const [batch, steps, channels] = x.shape;
    const [kernel, bias, score] = this.#attention.map((weight) => weight.read()) as [
      Tensor,
      Tensor,
      Tensor,
    ];
    const hidden = x.reshape([-1, channels]).matMul(kernel).add(bias).tanh();
    const shares = hidden.matMul(score).reshape([batch, steps]).softmax();
    return shares.reshape([batch, steps, 1]).mul(x).sum(1);
  }
}

tf.serialization.registerClass(TimePooling);
