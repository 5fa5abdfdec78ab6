import type { Tensor } from '@tensorflow/tfjs';
import { tf } from '../../_tfjs.js';
import type { Moments, StepRate } from '../_adam.js';
import { NO_SUMS, tensorsOf, type StepContext, type Stepper, type StepSums } from '../_step.js';
import type { Batch } from '../augmentation.js';
import { isRepeatable } from './_fused-layers.js';
import type { GraphVariable } from './_graph-variable.js';
import { nodeBackend } from '../../graph/node-backend.js';
import { GraphSession } from '../../graph/session.js';
import { buildStepGraph, DECAY, placeholderOf, RATE, type StepGraph } from './_step-graph.js';

/**
 * Steps as one graph that TensorFlow runs as a whole: its optimiser joins what belongs together, its threads share what
 * does not depend on each other, and nothing passes through JavaScript on the way. The weights live in the graph and
 * come back to the model with `settle`.
 */
export class GraphStepper implements Stepper {
  readonly #graph: StepGraph;
  readonly #session: GraphSession;
  #sums: StepSums = NO_SUMS;

  /**
   * Undefined where the backend is another one, or a layer of the model does not repeat itself.
   *
   * @throws {ModelError} TEMPORARY_IO; other steps would draw other numbers
   */
  static for(context: StepContext): GraphStepper | undefined {
    const backend = nodeBackend();
    if (backend === undefined || !isRepeatable(context.model)) return undefined;
    const graph = buildStepGraph(context, backend);
    return new GraphStepper(context, graph, GraphSession.load(backend, graph.nodes));
  }

  private constructor(context: StepContext, graph: StepGraph, session: GraphSession) {
    this.#graph = graph;
    this.#session = session;
    const { weights, rows, moments } = this.#graph;
    tf.tidy(() => {
      const zeros = context.trainable.map((variable) => tf.zerosLike(variable));
      // In one run: TensorFlow prepares the graph anew for each set of outputs.
      this.#give([
        ...rows.map(({ tensor, variable }) => [variable, tensor] as const),
        ...weights.map(({ tensor, variable }) => [variable, copyOf(tensor)] as const),
        ...momentsIn(
          moments,
          zeros.map((zero) => ({ mean: zero, square: zero })),
        ),
      ]);
    });
  }

  step(batch: Batch, { adam, decay }: StepRate): void {
    const size = batch.rows.length;
    const [loss = NaN, hits = NaN] = tf.tidy(() => {
      const feeds: Record<string, Tensor> = { [RATE]: tf.scalar(adam), [DECAY]: tf.scalar(decay) };
      for (const [name, tensor] of Object.entries(tensorsOf(batch)))
        feeds[placeholderOf(name)] = tensor;
      const results = this.#graph.results.get(size) ?? [];
      return this.#session.run(feeds, results).map((result) => result.dataSync()[0]);
    });
    const { loss: lossSum, hits: hitSum } = this.#sums;
    this.#sums = { loss: lossSum + loss * size, hits: hitSum + hits };
  }

  settle(): Promise<StepSums> {
    const { weights } = this.#graph;
    tf.tidy(() => {
      const values = this.#read(weights.map(({ variable }) => variable));
      weights.forEach(({ tensor }, index) => {
        const value = values[index];
        if (value !== undefined) tensor.assign(value);
      });
    });
    return Promise.resolve(this.#sums);
  }

  writeSums(sums: StepSums): void {
    this.#sums = sums;
  }

  readMoments(): Moments[] {
    const { moments } = this.#graph;
    const means = this.#read(moments.map(({ mean }) => mean));
    const squares = this.#read(moments.map(({ square }) => square));
    return means.map((mean, index) => ({ mean, square: squares[index] ?? mean }));
  }

  writeMoments(given: readonly Moments[]): void {
    const { moments } = this.#graph;
    tf.tidy(() => {
      this.#give(momentsIn(moments, given));
    });
  }

  dispose(): void {
    this.#session.dispose();
  }

  #give(values: readonly (readonly [GraphVariable, Tensor])[]): void {
    const feeds = Object.fromEntries(values.map(([{ given }, tensor]) => [given, tensor]));
    tf.dispose(
      this.#session.run(
        feeds,
        values.map(([{ take }]) => take),
      ),
    );
  }

  #read(variables: readonly GraphVariable[]): Tensor[] {
    return this.#session.run(
      {},
      variables.map(({ value }) => value),
    );
  }
}

/** Moments and the variables that are to take them. */
function momentsIn(
  variables: StepGraph['moments'],
  given: readonly Moments[],
): (readonly [GraphVariable, Tensor])[] {
  return variables.flatMap(({ mean, square }, index) => {
    const values = given[index];
    if (values === undefined) return [];
    return [
      [mean, copyOf(values.mean)],
      [square, copyOf(values.square)],
    ] as const;
  });
}

/**
 * A copy in TensorFlow's own memory. A tensor made from an array of JavaScript shares its memory, and must not be let go
 * by one of the graph's threads when the variable that holds it moves on.
 */
function copyOf<T extends Tensor>(tensor: T): T {
  return tensor.mul(1);
}
