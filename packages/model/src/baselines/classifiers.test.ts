import { createRequire } from 'node:module';
import { argMaxRows, deriveSeed } from '@prosodia/statistics';
import { describe, expect, it, vi } from 'vitest';
import { golden } from '../_test-golden.js';
import type { LabelledRows } from '../labelled-rows.js';
import { CLASSICAL_MODELS, classicalModel, tuneClassical } from './classical-models.js';
import type { Classifier } from './classifier.js';
import { trainDecisionTree } from './decision-tree.js';
import { trainLogisticRegression } from './logistic-regression.js';
import { trainMajority } from './majority.js';
import { trainNearestNeighbours } from './nearest-neighbours.js';
import { trainRandomForest } from './random-forest.js';
import { trainSupportVectorMachine } from './support-vector-machine.js';

/** Two groups of three columns; the class is 2 where the first group's mean is above 0, else 0 or 1 by the second. */
function rule(rows: number, seed: number): LabelledRows {
  const width = 6;
  const x = Float32Array.from(
    { length: rows * width },
    (_, i) => 3.5 * (deriveSeed(seed, i) / 2 ** 32 - 0.5),
  );
  const y = Array.from({ length: rows }, (_, row) => {
    const mean = (from: number) =>
      x.subarray(row * width + from, row * width + from + 3).reduce((sum, v) => sum + v, 0) / 3;
    return mean(0) > 0 ? 2 : Number(mean(3) > 0);
  });
  return { x, y, rows, width };
}

function accuracy(classifier: Classifier, { x, y, rows }: LabelledRows, classes = 3): number {
  const answers = argMaxRows(classifier.predict(x, rows), classes);
  return answers.filter((answer, row) => answer === y[row]).length / rows;
}

const train = rule(300, 1);
const unseen = rule(200, 2);
const noise = { ...train, y: Array.from({ length: 300 }, (_, row) => deriveSeed(9, row) % 3) };

interface Golden {
  readonly width: number;
  readonly classes: number;
  readonly x: number[];
  readonly y: number[];
  readonly asked: number[];
  readonly truth: number[];
  readonly logisticRegression: Record<string, number[]>;
  readonly nearestNeighbours: Record<string, number[]>;
  readonly svmScores: Record<'linear' | 'rbf', number[]>;
}
const reference = golden('classifiers') as Golden;
const known: LabelledRows = {
  ...{ x: Float32Array.from(reference.x), y: reference.y },
  ...{ rows: reference.y.length, width: reference.width },
};
const asked = Float32Array.from(reference.asked);
const { classes, truth } = reference;

function expectClose(found: Float32Array, wanted: readonly number[], within: number): void {
  expect(found).toHaveLength(wanted.length);
  const largest = Math.max(...wanted.map((value, i) => Math.abs(value - (found[i] ?? NaN))));
  expect(largest).toBeLessThan(within);
}

describe.each(CLASSICAL_MODELS)('$name', (model) => {
  it('gives chances that sum to 1, better than the commonest class, and refuses rows that do not fit', async () => {
    const [usual] = model.candidates;
    const classifier = await usual.fit(train, { classes: 4, seed: 0 });
    const chances = classifier.predict(unseen.x, unseen.rows);
    expect(chances).toHaveLength(unseen.rows * 4);
    for (let row = 0; row < unseen.rows; row++) {
      const own = chances.subarray(4 * row, 4 * row + 4);
      expect(own.every((chance) => chance >= 0)).toBe(true);
      expect(own.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 5);
    }
    const commonest = accuracy(trainMajority(train, { classes: 3 }), unseen);
    const better = model.name === 'majority' ? 0 : 0.1;
    expect(accuracy(classifier, unseen, 4)).toBeGreaterThanOrEqual(commonest + better);
    expect(() => classifier.predict(new Float32Array(7), 1)).toThrow('Expected 1 x 6 values');
    await expect(
      Promise.resolve().then(() => usual.fit({ ...train, rows: 1 }, { classes: 3, seed: 0 })),
    ).rejects.toThrow('Expected 1 x 6 values');
  });

  it('learns nothing where there is nothing to learn', async () => {
    const other = Array.from({ length: 200 }, (_, row) => deriveSeed(8, row) % 3);
    const classifier = await model.candidates[0].fit(noise, { classes: 3, seed: 0 });
    expect(accuracy(classifier, { ...unseen, y: other })).toBeLessThan(0.5);
  });
});

describe('trainDecisionTree', () => {
  it('finds a rule of two splits on the means of groups', () => {
    const tree = trainDecisionTree(train, { classes: 3, groupSize: 3 });
    expect(tree.name).toBe('decision tree (ml-cart) on means of 3 features');
    expect(accuracy(tree, train)).toBeGreaterThan(0.99);
    expect(accuracy(tree, unseen)).toBeGreaterThan(0.95);
  });

  it('takes a last group that is smaller', () => {
    const tree = trainDecisionTree(train, { classes: 3, groupSize: 4 });
    expect(tree.predict(unseen.x, unseen.rows)).toHaveLength(600);
  });
});

describe('trainMajority', () => {
  it('answers the commonest class, the first of equals', () => {
    const few = { x: new Float32Array(5), y: [3, 1, 3, 1, 0], rows: 5, width: 1 };
    const majority = trainMajority(few, { classes: 4 });
    expect([...argMaxRows(majority.predict(new Float32Array(2), 2), 4)]).toEqual([1, 1]);
    expect(accuracy(majority, few, 4)).toBe(2 / 5);
  });
});

describe('trainNearestNeighbours', () => {
  it.each([1, 5])("has scikit-learn's shares for k = %d", (k) => {
    const found = trainNearestNeighbours(known, { classes, k }).predict(asked, truth.length);
    expectClose(found, reference.nearestNeighbours[k] ?? [], 1e-6);
  });
});

describe('trainLogisticRegression', () => {
  it.each([0.01, 1])("has scikit-learn's probabilities for cost %d", (cost) => {
    const wanted = reference.logisticRegression[cost === 1 ? '1.0' : String(cost)] ?? [];
    const found = trainLogisticRegression(known, { classes, cost }).predict(asked, truth.length);
    // The gradient's end at 1e-5 leaves the weights this far from their limit.
    expectClose(found, wanted, 5e-4);
  });
});

describe('trainSupportVectorMachine', () => {
  it.each([
    { kernel: 'linear', cost: 0.5 },
    { kernel: 'rbf', cost: 3, gammaScale: 0.7 },
  ] as const)("has scikit-learn's scores with the $kernel kernel", async ({ kernel, ...rest }) => {
    const machine = await trainSupportVectorMachine(known, { classes, kernel, ...rest });
    const scores = reference.svmScores[kernel];
    const wanted = truth.flatMap((_, row) => {
      const own = scores.slice(row * classes, (row + 1) * classes).map(Math.exp);
      return own.map((power) => power / own.reduce((sum, each) => sum + each, 0));
    });
    // LIBSVM stops where its conditions hold to 0.001.
    expectClose(machine.predict(asked, truth.length), wanted, 2e-3);
  });

  it('prints nothing, and leaves the console and the process as they were', async () => {
    const spies = (['error', 'log', 'warn'] as const).map((name) => vi.spyOn(console, name));
    const { warn } = console;
    const listeners = process.listeners('unhandledRejection');
    const { cache } = createRequire(import.meta.url);
    for (const file of Object.keys(cache))
      if (file.includes('libsvm-js')) Reflect.deleteProperty(cache, file);
    vi.resetModules();
    const fresh = await import('./support-vector-machine.js');
    await fresh.trainSupportVectorMachine(known, { classes, kernel: 'linear', cost: 1 });
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    expect(console.warn).toBe(warn);
    expect(process.listeners('unhandledRejection')).toEqual(listeners);
    vi.restoreAllMocks();
  });
});

describe('trainRandomForest', () => {
  it('is better than one of its trees, the same for a seed and another for another', () => {
    const forest = trainRandomForest(train, { classes: 3, trees: 60 });
    const tree = trainRandomForest(train, { classes: 3, trees: 1 });
    expect(accuracy(forest, unseen)).toBeGreaterThan(accuracy(tree, unseen));
    const at = (seed: number) =>
      trainRandomForest(train, { classes: 3, trees: 5, seed }).predict(unseen.x, unseen.rows);
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
  });

  it('keeps a leaf from becoming smaller than it may', () => {
    const smooth = trainRandomForest(noise, { classes: 3, trees: 1, minLeaf: 100 });
    expect(Math.max(...smooth.predict(unseen.x, unseen.rows))).toBeLessThan(0.6);
  });
});

describe('tuneClassical', () => {
  it('keeps the settings that do best on the rows that judge, and tells of all', async () => {
    const model = classicalModel('nearest-neighbours');
    const { chosen, classifier, tried } = await tuneClassical(model, {
      ...{ train, judge: unseen, classes: 3, seed: 0 },
    });
    expect(tried).toHaveLength(model.candidates.length);
    const best = Math.max(...tried.map(({ uar }) => uar));
    expect(tried.find(({ uar }) => uar === best)?.settings).toBe(chosen.settings);
    expect(classifier.name).toBe(`${chosen.settings.k ?? ''} nearest neighbours`);
  });

  it('has names for all, and names them where another is asked for', () => {
    expect(new Set(CLASSICAL_MODELS.map(({ name }) => name)).size).toBe(7);
    expect(() => classicalModel('oracle')).toThrow('Expected one of majority, decision-tree,');
  });
});
