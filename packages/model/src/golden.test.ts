import { beforeAll, describe, expect, it } from 'vitest';
import { golden } from './_test-golden.js';
import { tf } from './_tfjs.js';
import { loadBackend } from './backend.js';
import { evaluate, type Evaluation } from './metrics.js';
import { buildNetwork } from './networks/build-network.js';
import { describeNetwork } from './networks/describe-network.js';
import type { NetworkSpec } from './networks/network-spec.js';
import { predict } from './predict.js';
import { EpochRunner } from './training/_epoch-runner.js';
import { planTraining } from './training/train-options.js';

interface Steps {
  readonly width: number;
  readonly classes: number;
  readonly batchSize: number;
  readonly x: number[];
  readonly y: number[];
  readonly before: Record<string, number[]>;
  readonly after: Record<string, number[]>;
  readonly epochs: { loss: number; accuracy: number }[];
  readonly evaluation: { loss: number; accuracy: number };
  readonly probabilities: number[];
}

describe.each(['javascript', 'tensorflow'] as const)('training on %s', (prefer) => {
  beforeAll(async () => {
    await loadBackend({ prefer });
  });

  it("takes Keras's steps: same losses, weights and moving statistics after two epochs", async () => {
    const steps = golden('keras-steps') as Steps;
    const { width, classes, batchSize, x, y } = steps;
    const network: NetworkSpec = {
      name: 'golden',
      inputShape: [width, 1],
      layers: [
        { type: 'conv1d', name: 'conv1', filters: 4, kernelSize: 5, activation: 'relu' },
        { type: 'batchNormalization', name: 'norm1', momentum: 0.99, epsilon: 1e-3 },
        { type: 'maxPooling1d', name: 'pool1', poolSize: 2 },
        { type: 'conv1d', name: 'conv2', filters: 6, kernelSize: 3, activation: 'relu' },
        { type: 'batchNormalization', name: 'norm2', momentum: 0.99, epsilon: 1e-3 },
        { type: 'maxPooling1d', name: 'pool2', poolSize: 2 },
        { type: 'flatten', name: 'flatten' },
        { type: 'dense', name: 'dense', units: 5, activation: 'relu' },
        { type: 'dense', name: 'probabilities', units: classes, activation: 'softmax' },
      ],
    };
    const rows = y.length;
    const train = { x: Float32Array.from(x), y, rows, width };
    const model = buildNetwork(network);
    const weights = model.layers.flatMap((layer) => layer.weights);
    expect(describeNetwork(network).layers.flatMap((layer) => layer.weights)).toHaveLength(16);
    for (const weight of weights)
      weight.write(tf.tensor(steps.before[weight.originalName] ?? [], weight.shape as number[]));

    const runner = new EpochRunner(model, planTraining({ train, classes, network, batchSize }));
    for (const wanted of steps.epochs) {
      const { loss, accuracy } = await runner.run(Int32Array.from(y.keys()), undefined);
      expect(loss).toBeCloseTo(wanted.loss, 5);
      expect(accuracy).toBeCloseTo(wanted.accuracy, 6);
    }
    let largest = 0;
    for (const weight of weights) {
      const wanted = steps.after[weight.originalName] ?? [];
      const found = await weight.read().data();
      expect(found).toHaveLength(wanted.length);
      largest = Math.max(largest, ...wanted.map((value, i) => Math.abs(value - (found[i] ?? NaN))));
    }
    // Float32 rounding of two libraries over six steps; 4e-7 when this was written.
    expect(largest).toBeLessThan(5e-6);
    const probabilities = await predict(model, train.x, rows);
    probabilities.forEach((value, i) => {
      expect(value).toBeCloseTo(steps.probabilities[i] ?? NaN, 5);
    });
    const { loss, accuracy } = evaluate(probabilities, y, ['a', 'b', 'c']);
    expect(accuracy).toBe(steps.evaluation.accuracy);
    expect(loss).toBeCloseTo(steps.evaluation.loss, 5);
  });
});

describe('evaluate', () => {
  interface Scores extends Omit<Evaluation, 'labels'> {
    readonly classes: number;
    readonly probabilities: number[];
    readonly actual: number[];
    readonly saturated: { probabilities: number[]; actual: number[]; loss: number };
  }
  const scores = golden('scores') as Scores;
  const labels = Array.from({ length: scores.classes }, (_, index) => `class ${index}`);

  it('agrees with scikit-learn where a class never occurs and another is never predicted', () => {
    const found = evaluate(Float32Array.from(scores.probabilities), scores.actual, labels);
    expect(found.confusion).toEqual(scores.confusion);
    expect(found.accuracy).toBeCloseTo(scores.accuracy, 12);
    expect(found.uar).toBeCloseTo(scores.uar, 12);
    expect(found.macroF1).toBeCloseTo(scores.macroF1, 12);
    expect(found.loss).toBeCloseTo(scores.loss, 6);
    expect(found.perClass).toHaveLength(5);
    found.perClass.forEach(({ precision, recall, f1, support }, index) => {
      const wanted = scores.perClass[index];
      expect(precision).toBeCloseTo(wanted?.precision ?? NaN, 12);
      expect(recall).toBeCloseTo(wanted?.recall ?? NaN, 12);
      expect(f1).toBeCloseTo(wanted?.f1 ?? NaN, 12);
      expect(support).toBe(wanted?.support);
    });
  });

  it("agrees with Keras's loss where the softmax is saturated", () => {
    const { probabilities, actual, loss } = scores.saturated;
    const found = evaluate(Float32Array.from(probabilities), actual, ['a', 'b', 'c']);
    expect(loss).toBeGreaterThan(-Math.log(1e-7));
    expect(found.loss).toBeCloseTo(loss, 4);
  });
});
