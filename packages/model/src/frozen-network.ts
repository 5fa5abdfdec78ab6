import type { LayersModel, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { tf } from './_tfjs.js';
import { pickBackend } from './backend.js';
import type { Standardiser } from './bundle/save-bundle.js';
import { ModelError } from './errors.js';
import { constantArray, FLOAT, node, type GraphNode } from './graph/graph-node.js';
import { nodeBackend, type NodeBackend } from './graph/node-backend.js';
import { Recorder } from './graph/recorder.js';
import { GraphSession } from './graph/session.js';
import { predict, requireRows, rowSizes } from './predict.js';

/** Rows of one call: enough for all cores, and few enough for their caches. */
const ROWS_TOGETHER = 64;
/** So few are answered sooner one by one than among ROWS_TOGETHER of which most are empty. */
const FEW = 16;

/** The placeholder of the rows, and what they are once they are measured. */
const ROWS = 'rows';
const STANDARDISED = 'standardised';

/**
 * A network whose weights stay as they are, behind its standardiser. On TensorFlow it answers by a graph, made at the
 * first answer, in which nothing passes through JavaScript; elsewhere, and where no temporary file can be written, layer
 * by layer, as {@link predict} does. The two differ by rounding alone.
 */
export class FrozenNetwork {
  readonly #model: LayersModel;
  readonly #standardiser: Standardiser;
  /** By how many rows they take; undefined where there can be none. */
  readonly #graphs = new Map<number, AnswerGraph | undefined>();

  /**
   * @param model its owner disposes of it, after this
   * @param standardiser what values are measured by before the model sees them
   */
  constructor(model: LayersModel, standardiser: Standardiser) {
    this.#model = model;
    this.#standardiser = standardiser;
  }

  /** As {@link predict}, but of values that are not standardised. */
  async predict(values: Float32Array, rows: number): Promise<Float32Array> {
    await pickBackend();
    const { width, classes } = rowSizes(this.#model);
    requireRows(values, rows, width);
    const probabilities = new Float32Array(rows * classes);
    for (let start = 0; start < rows;) {
      const size = rows - start > FEW ? ROWS_TOGETHER : 1;
      const graph = this.#graph(size);
      if (graph === undefined) {
        const given = new Float32Array(values.length);
        standardise(values, this.#standardiser, given);
        return predict(this.#model, given, rows);
      }
      const end = Math.min(start + size, rows);
      let given = values.subarray(start * width, end * width);
      if (end - start < size) {
        given = new Float32Array(size * width);
        given.set(values.subarray(start * width, end * width));
      }
      const output = graph.answer(given);
      const answers = await output.data<'float32'>();
      output.dispose();
      probabilities.set(answers.subarray(0, (end - start) * classes), start * classes);
      start = end;
    }
    return probabilities;
  }

  #graph(size: number): AnswerGraph | undefined {
    const backend = nodeBackend();
    if (backend === undefined) return undefined;
    if (!this.#graphs.has(size)) this.#graphs.set(size, this.#newGraph(size, backend));
    return this.#graphs.get(size);
  }

  #newGraph(size: number, backend: NodeBackend): AnswerGraph | undefined {
    try {
      return new AnswerGraph(this.#model, this.#standardiser, size, backend);
    } catch (error) {
      if (error instanceof ModelError && error.code === 'TEMPORARY_IO') return undefined;
      throw error;
    }
  }

  dispose(): void {
    for (const graph of this.#graphs.values()) graph?.dispose();
    this.#graphs.clear();
  }
}

/**
 * What features calls `applyStandardiser`; neither package may know the other. A test of the cli holds the probabilities
 * that come of the two together.
 */
function standardise(
  values: Float32Array,
  { mean, deviation }: Standardiser,
  into: Float32Array,
): void {
  const width = mean.length;
  for (let start = 0; start < values.length; start += width)
    for (let column = 0; column < width; column++)
      into[start + column] =
        ((values[start + column] ?? 0) - (mean[column] ?? 0)) / (deviation[column] ?? 1);
}

/** A network's answer to so many rows as a graph, with standardiser and weights in it as constants. */
class AnswerGraph {
  readonly #session: GraphSession;
  readonly #shape: number[];
  readonly #output: string;

  /** @throws {ModelError} TEMPORARY_IO */
  constructor(
    model: LayersModel,
    { mean, deviation }: Standardiser,
    rows: number,
    backend: NodeBackend,
  ) {
    const rowShape = rowSizes(model).shape;
    const shape = [rows, ...rowShape];
    const nodes: GraphNode[] = [];
    let output = '';
    tf.tidy(() => {
      const input = tf.zeros(shape);
      const weights = model.weights.map((weight, index) => {
        return { name: `weight/${index}`, value: weight.read() };
      });
      const known = new Map<TensorInfo, string>([[input, STANDARDISED]]);
      for (const { name, value } of weights) known.set(value, name);
      const recorder = new Recorder(backend, 'answer', known);
      const answer = recorder.record(() => model.predictOnBatch(input) as Tensor);
      output = recorder.outputOf(answer);
      nodes.push(
        node(ROWS, 'Placeholder', [], { dtype: FLOAT, shape: { shape } }),
        constantArray('mean', mean, rowShape),
        constantArray('deviation', deviation, rowShape),
        node('centred', 'Sub', [ROWS, 'mean'], { T: FLOAT }),
        node(STANDARDISED, 'RealDiv', ['centred', 'deviation'], { T: FLOAT }),
      );
      for (const { name, value } of weights)
        nodes.push(constantArray(name, value.dataSync<'float32'>(), value.shape));
      nodes.push(...recorder.nodes);
    });
    this.#session = GraphSession.load(backend, nodes);
    this.#shape = shape;
    this.#output = output;
  }

  /** @returns [rows, classes]; the caller disposes of it */
  answer(values: Float32Array): Tensor {
    return tf.tidy(() => {
      const rows = tf.tensor(values, this.#shape);
      const [answer = rows] = this.#session.run({ [ROWS]: rows }, [this.#output]);
      return answer;
    });
  }

  dispose(): void {
    this.#session.dispose();
  }
}
