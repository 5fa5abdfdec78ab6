import { expected } from '../errors.js';
import type { LabelledRows } from '../labelled-rows.js';
import { evaluate } from '../metrics.js';
import {
  choice,
  logRange,
  withSettings,
  type Dimension,
  type SearchSpace,
  type Settings,
} from '../search/space.js';
import type { Classifier, FitOptions } from './classifier.js';
import { trainDecisionTree } from './decision-tree.js';
import { trainLogisticRegression } from './logistic-regression.js';
import { trainMajority } from './majority.js';
import { trainNearestNeighbours } from './nearest-neighbours.js';
import { trainRandomForest } from './random-forest.js';
import { trainSupportVectorMachine } from './support-vector-machine.js';

/** Options of a fit; what nothing is random in ignores the seed. */
export interface ClassicalFitOptions extends FitOptions {
  readonly seed: number;
}

/** A model with its settings made: ready to be fitted. */
export interface Candidate {
  readonly settings: Settings;
  fit(rows: LabelledRows, options: ClassicalFitOptions): Classifier | Promise<Classifier>;
}

/** A kind of classifier and the few settings that a dev part may choose among. */
export interface ClassicalModel {
  readonly name: string;
  /** The usual settings first: what is taken where nothing chooses. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  /** Whether another seed can give another result. */
  readonly random: boolean;
  /** What a search may try; empty where there is nothing to set. */
  readonly space: SearchSpace;
  /**
   * The same with settings of one's own, the only ones that it then has.
   *
   * @throws {ModelError} INVALID_OPTION for a name that it does not have
   */
  at(settings: Settings): ClassicalModel;
}

/** Small grids around what the field uses for some hundred columns: each point costs a fit in every fold. */
export const CLASSICAL_MODELS: readonly ClassicalModel[] = [
  model('majority', [{}], {}, trainMajority),
  model('decision-tree', [{}], {}, trainDecisionTree),
  model(
    'nearest-neighbours',
    [{ k: 5 }, { k: 1 }, { k: 11 }, { k: 21 }],
    { k: choice(1, 3, 5, 9, 15, 25) },
    trainNearestNeighbours,
  ),
  model(
    'random-forest',
    [{ minLeaf: 1 }, { minLeaf: 3 }],
    { minLeaf: choice(1, 2, 3, 5, 9) },
    trainRandomForest,
    { random: true },
  ),
  model(
    'linear-svm',
    [0.01, 0.001, 0.003, 0.03, 0.1].map((cost) => ({ cost })),
    { cost: logRange(1e-4, 1) },
    (rows, options) => trainSupportVectorMachine(rows, { kernel: 'linear', ...options }),
  ),
  model(
    'rbf-svm',
    [0.5, 1].flatMap((gammaScale) => [10, 3, 1].map((cost) => ({ cost, gammaScale }))),
    { cost: logRange(0.3, 100), gammaScale: logRange(0.05, 3) },
    (rows, options) => trainSupportVectorMachine(rows, { kernel: 'rbf', ...options }),
  ),
  model(
    'logistic-regression',
    [0.01, 0.003, 0.001].map((cost) => ({ cost })),
    { cost: logRange(1e-4, 1) },
    trainLogisticRegression,
  ),
];

/**
 * The classical model called `name`.
 *
 * @throws {ModelError} INVALID_OPTION, naming those there are
 */
export function classicalModel(name: string): ClassicalModel {
  const found = CLASSICAL_MODELS.find((candidate) => candidate.name === name);
  if (found) return found;
  const known = CLASSICAL_MODELS.map((candidate) => candidate.name).join(', ');
  throw expected('INVALID_OPTION', `one of ${known}`, 'the model', JSON.stringify(name));
}

/** What a choice of settings came to. */
export interface Tuning {
  readonly chosen: Candidate;
  /** The chosen candidate, fitted on `train` alone. */
  readonly classifier: Classifier;
  /** Every candidate and its unweighted average recall on the rows that chose. */
  readonly tried: readonly {
    readonly settings: Candidate['settings'];
    readonly uar: number;
  }[];
}

/**
 * Fits every candidate and keeps the one with the best unweighted average recall on `judge`, the earlier of equals.
 * For an honest number `judge` is a dev part, never the test part.
 *
 * @throws {ModelError} INVALID_DATA
 */
export async function tuneClassical(
  { candidates }: ClassicalModel,
  { train, judge, ...options }: ClassicalFitOptions & { train: LabelledRows; judge: LabelledRows },
): Promise<Tuning> {
  const labels = Array.from({ length: options.classes }, (_, label) => String(label));
  const fitted = [];
  for (const candidate of candidates) {
    const classifier = await candidate.fit(train, options);
    const { uar } = evaluate(classifier.predict(judge.x, judge.rows), judge.y, labels);
    fitted.push({ candidate, classifier, uar });
  }
  const best = fitted.reduce((kept, next) => (next.uar > kept.uar ? next : kept));
  return {
    chosen: best.candidate,
    classifier: best.classifier,
    tried: fitted.map(({ candidate, uar }) => ({ settings: candidate.settings, uar })),
  };
}

function model<Own extends Settings>(
  name: string,
  candidates: readonly Own[],
  space: { readonly [Name in keyof Own]: Dimension },
  fit: (rows: LabelledRows, options: ClassicalFitOptions & Own) => Classifier | Promise<Classifier>,
  { random = false } = {},
): ClassicalModel {
  const [usual, ...others] = candidates;
  if (usual === undefined) throw expected('INVALID_OPTION', 'settings', name, 'none');
  const candidate = (settings: Own): Candidate => ({
    settings,
    fit: (rows, options) => fit(rows, { ...options, ...settings }),
  });
  return {
    ...{ name, space, random },
    candidates: [candidate(usual), ...others.map(candidate)],
    at: (settings) =>
      model(name, [withSettings(name, usual, settings) as Own], space, fit, { random }),
  };
}
