import type { Tensor, TensorInfo, Variable } from '@tensorflow/tfjs';
import { tf } from '../../_tfjs.js';
import { BETA1, BETA2, EPSILON, gradientOf, isKernel } from '../_adam.js';
import { forwardAndBackward, tensorsOf, type BatchTensors, type StepContext } from '../_step.js';
import { drawBatch } from '../augmentation.js';
import { withFusedLayers } from './_fused-layers.js';
import { graphChance } from './_graph-chance.js';
import { GraphVariable } from './_graph-variable.js';
import type { NodeBackend } from '../../graph/node-backend.js';
import { Recorder } from '../../graph/recorder.js';
import { constant, DataType, FLOAT, node, type GraphNode } from '../../graph/graph-node.js';

/** Placeholders that a step takes its values from: Adam's step size, the decay of kernels, and what a batch is. */
export const RATE = 'rate';
export const DECAY = 'decay';
export const placeholderOf = (name: string): string => `batch/${name}`;

/** A tensor outside and the variable that stands for it in the graph. */
export interface InGraph<T extends Tensor = Tensor> {
  readonly tensor: T;
  readonly variable: GraphVariable;
}

/** All the steps of a training as one graph. */
export interface StepGraph {
  readonly nodes: readonly GraphNode[];
  /** The model's weights, trained or not. */
  readonly weights: readonly InGraph<Variable>[];
  /** Adam's moments, in the order of the trainable variables. */
  readonly moments: readonly { readonly mean: GraphVariable; readonly square: GraphVariable }[];
  /** The rows. */
  readonly rows: readonly InGraph[];
  /** For each size of a batch the outputs that make it take a step: mean loss, hits. */
  readonly results: ReadonlyMap<number, readonly string[]>;
}

/**
 * Records a step for each size of a batch, and adds the updates of Adam and of the moving statistics.
 * The model's weights are afterwards what they were.
 */
export function buildStepGraph(context: StepContext, backend: NodeBackend): StepGraph {
  const { model, trainable, x, y } = context;
  const weights = model.weights
    .map((weight) => weight.read())
    .filter((value) => value instanceof tf.Variable)
    .map((tensor, index) => ({ tensor, variable: inGraph(`weight/${index}`, tensor) }));
  const rows = [x, y].map((tensor, index) => ({
    ...{ tensor, variable: inGraph(`rows/${index}`, tensor) },
  }));
  const moments = trainable.map((variable, index) => ({
    mean: inGraph(`mean/${index}`, variable),
    square: inGraph(`square/${index}`, variable),
  }));
  const nodes: GraphNode[] = [
    ...batchPlaceholders(context),
    ...[RATE, DECAY].map((name) =>
      node(name, 'Placeholder', [], { dtype: FLOAT, shape: { shape: [] } }),
    ),
    ...[constant('zero', 0), constant('beta1', BETA1), constant('beta2', BETA2)],
    constant('epsilon', EPSILON),
    ...[...weights, ...rows].flatMap(({ variable }) => variable.nodes()),
    ...moments.flatMap(({ mean, square }) => [...mean.nodes(), ...square.nodes()]),
  ];
  const results = new Map<number, readonly string[]>();
  for (const size of batchSizes(context)) {
    nodes.push(...recordStep(context, backend, { weights, rows, moments, size }));
    results.set(
      size,
      [0, 1].map((index) => resultName(size, index)),
    );
  }
  return { nodes, weights, moments, rows, results };
}

/** A batch of this size, for its shapes and types. */
function sampleBatch({ augmentation }: StepContext, size: number): BatchTensors {
  return tensorsOf(drawBatch(new Int32Array(size), augmentation, 0));
}

function batchPlaceholders(context: StepContext): GraphNode[] {
  const nodes: GraphNode[] = [];
  tf.tidy(() => {
    for (const [name, { dtype }] of Object.entries(sampleBatch(context, 1))) {
      const type = dtype === 'int32' ? DataType.int32 : DataType.float;
      const attributes = { dtype: { type }, shape: { shape: [-1] } };
      nodes.push(node(placeholderOf(name), 'Placeholder', [], attributes));
    }
  });
  return nodes;
}

function batchSizes({ x, batchSize }: StepContext): number[] {
  const [rows = 0] = x.shape;
  const sizes = [Math.min(batchSize, rows), rows % batchSize];
  return [...new Set(sizes)].filter((size) => size > 0);
}

function recordStep(
  context: StepContext,
  backend: NodeBackend,
  {
    weights,
    rows,
    moments,
    size,
  }: Pick<StepGraph, 'weights' | 'rows' | 'moments'> & { size: number },
): GraphNode[] {
  const prefix = `step-${size}`;
  const nodes: GraphNode[] = [];
  tf.tidy(() => {
    const batch = sampleBatch(context, size);
    const given = Object.entries(batch).map(
      ([name, tensor]) => [tensor, placeholderOf(name)] as const,
    );
    const known = [...weights, ...rows].map(
      ({ tensor, variable }) => [tensor, variable.value] as const,
    );
    const recorder = new Recorder(
      backend,
      prefix,
      new Map<TensorInfo, string>([...given, ...known]),
    );
    const before = weights.map(({ tensor }) => tensor.clone());
    const { loss, hits, gradients } = recorder.record(() =>
      withFusedLayers(context.model, backend, () =>
        forwardAndBackward(context, batch, graphChance(backend, batch.seed)),
      ),
    );
    const updates = context.trainable.flatMap((trained, index) => {
      const weight = weights.find(({ tensor }) => tensor === trained)?.variable;
      const gradient = recorder.outputOf(gradientOf(trained, gradients));
      const decay =
        context.decays && isKernel(trained)
          ? decayNodes(`${prefix}/decay/${index}`, weight, gradient)
          : [];
      const after = decay.slice(-1);
      const adam = { weight, moments: moments[index], gradient, after };
      return [...decay, adamNode(`${prefix}/adam/${index}`, adam)];
    });
    weights.forEach(({ tensor, variable }, index) => {
      const old = before[index];
      if (old === undefined || tensor.dataId === old.dataId) return;
      updates.push(variable.assign(`${prefix}/moving/${index}`, recorder.outputOf(tensor)));
      tensor.assign(old);
    });
    const results = [loss, hits].map((result, index) =>
      // It is there when the updates are done.
      node(
        resultName(size, index),
        'Identity',
        [recorder.outputOf(result), ...updates.map(({ name }) => `^${name}`)],
        { T: FLOAT },
      ),
    );
    hits.dispose();
    nodes.push(...recorder.nodes, ...updates, ...results);
  });
  return nodes;
}

/** The kernel loses its share when the gradient is there, so that nothing reads it between. */
function decayNodes(
  name: string,
  weight: GraphVariable | undefined,
  gradient: string,
): GraphNode[] {
  const [source = ''] = gradient.split(':');
  const lost = node(`${name}/lost`, 'Mul', [weight?.value ?? '', DECAY, `^${source}`], {
    T: FLOAT,
  });
  const handle = weight?.handle ?? '';
  return [lost, node(name, 'AssignSubVariableOp', [handle, lost.name], { dtype: FLOAT })];
}

function adamNode(
  name: string,
  {
    weight,
    moments,
    gradient,
    after,
  }: {
    weight: GraphVariable | undefined;
    moments: StepGraph['moments'][number] | undefined;
    gradient: string;
    after: readonly GraphNode[];
  },
): GraphNode {
  const handles = [weight, moments?.mean, moments?.square].map(
    (variable) => variable?.handle ?? '',
  );
  // The step size has the correction of both moments in it: with powers of zero the kernel adds none.
  const inputs = [...handles, 'zero', 'zero', RATE, 'beta1', 'beta2', 'epsilon', gradient];
  const waits = after.map((earlier) => `^${earlier.name}`);
  return node(name, 'ResourceApplyAdam', [...inputs, ...waits], { T: FLOAT });
}

const resultName = (size: number, index: number): string => `step-${size}/result/${index}`;
const inGraph = (name: string, { shape }: Tensor): GraphVariable => new GraphVariable(name, shape);
