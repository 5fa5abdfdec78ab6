import {
  CLASSICAL_MODELS,
  NEURAL_MODELS,
  predict,
  train as trainNetwork,
  tuneClassical,
  type ClassicalModel,
  type LabelledRows,
  type NeuralModel,
  type SearchSpace,
  type Settings,
} from '@prosodia/model';
import type { FoldRecord, Selection } from '@prosodia/records';

import { expectedName } from '../failure.js';
import { FEATURES_OF_INPUT } from '../run/network-kinds.js';

/** The rows of a fold, standardised by `train` alone. */
export interface FoldRows {
  readonly train: LabelledRows;
  readonly dev: LabelledRows;
  readonly test: LabelledRows;
}

/** What a model says of a fold. */
export interface FoldAnswer {
  /** What was chosen: settings, or the epoch. */
  readonly chosen: FoldRecord['chosen'];
  /** What the model that was tested has learnt from. */
  readonly learntFrom: FoldRecord['learntFrom'];
  /** rows x classes, by a model that has not learnt from dev. */
  readonly dev: Float32Array;
  readonly test: Float32Array;
}

export interface FitFoldOptions {
  readonly classes: number;
  /** Of a row. */
  readonly shape: readonly number[];
  readonly seed: number;
  readonly selection: Selection;
  /** Of networks: passes over the rows, where they are not to be the model's own. */
  readonly epochs: number | undefined;
  /** Networks that answer together, by the mean of their probabilities. */
  readonly ensemble: number;
  /** What another seed of this fold said of dev, where one was there before: enough for a temperature. */
  readonly devProbabilities: Float32Array | undefined;
  readonly signal: AbortSignal;
}

export type TryOutOptions = Pick<FitFoldOptions, 'classes' | 'shape' | 'seed' | 'signal'>;

/** A model that can be evaluated: what it reads, and how it is fitted. */
export interface EvaluatedModel {
  readonly name: string;
  /** The feature set that it reads unless another is asked for. */
  readonly features: string;
  /** Whether another seed can give another result. */
  readonly random: boolean;
  /** What a search may try; empty where there is nothing to set. */
  readonly space: SearchSpace;
  /**
   * The same with settings of one's own, which dev then no longer chooses; with none it is as it was.
   *
   * @throws {ModelError} INVALID_OPTION for a name that it does not have
   */
  at(settings: Settings): EvaluatedModel;
  /** What is fitted and how, for the record: an evaluation goes on only where this is as it was. */
  recipe(shape: readonly number[], classes: number): object;
  fit(rows: FoldRows, options: FitFoldOptions): Promise<FoldAnswer>;
  /** What it says of dev with its usual settings, at its last epoch, having learnt from `train` alone: rows x classes. */
  tryOut(rows: Omit<FoldRows, 'test'>, options: TryOutOptions): Promise<Float32Array>;
}

/** Every model there is; a new one is a new entry. */
export const EVALUATED_MODELS: readonly EvaluatedModel[] = [
  ...CLASSICAL_MODELS.map(classical),
  ...NEURAL_MODELS.map(neural),
];

/** @throws {CliError} USAGE, naming those there are */
export function evaluatedModel(name: string): EvaluatedModel {
  const found = EVALUATED_MODELS.find((model) => model.name === name);
  if (found) return found;
  const names = EVALUATED_MODELS.map((model) => model.name);
  throw expectedName(names, '--model with --protocol', name);
}

/** The settings that dev chose are fitted again on all that is not test. */
function classical(model: ClassicalModel): EvaluatedModel {
  return {
    name: model.name,
    features: 'voice-stats.v2',
    random: model.random,
    space: model.space,
    at: (settings) => (isEmpty(settings) ? classical(model) : classical(model.at(settings))),
    recipe: () => ({ settings: model.candidates.map(({ settings }) => settings) }),
    async fit({ train, dev, test }, { classes, seed, selection }) {
      const options = { classes, seed };
      const candidates =
        selection === 'last' ? { ...model, candidates: [model.candidates[0]] as const } : model;
      const judge = selection === 'test-best' ? test : dev;
      const { chosen, classifier } = await tuneClassical(candidates, { train, judge, ...options });
      const whole = await chosen.fit(joined(train, dev), options);
      return {
        ...{ chosen: chosen.settings, learntFrom: 'train and dev' },
        dev: classifier.predict(dev.x, dev.rows),
        test: whole.predict(test.x, test.rows),
      };
    },
    async tryOut({ train, dev }, { classes, seed }) {
      const classifier = await model.candidates[0].fit(train, { classes, seed });
      return classifier.predict(dev.x, dev.rows);
    },
  };
}

function neural(model: NeuralModel): EvaluatedModel {
  const { name, input, space } = model;
  return {
    ...{ name, features: FEATURES_OF_INPUT[input], random: true, space },
    at: (settings) => neural(model.at(settings)),
    recipe: (shape, classes) => ({
      ...{ network: model.network(shape, classes), training: model.training },
    }),
    async fit({ train, dev, test }, options) {
      const ask = (rows: LabelledRows, of: readonly LabelledRows[], judge?: LabelledRows) =>
        askNetworks(model, { train: rows, of, judge }, options);
      if (options.selection === 'last') {
        const ofDev = options.devProbabilities ?? (await ask(train, [dev])).answers[0];
        const { chosen, answers } = await ask(joined(train, dev), [test]);
        return { chosen, learntFrom: 'train and dev', dev: given(ofDev), test: given(answers[0]) };
      }
      const judge = options.selection === 'test-best' ? test : dev;
      const { chosen, answers } = await ask(train, [dev, test], judge);
      return { chosen, learntFrom: 'train', dev: given(answers[0]), test: given(answers[1]) };
    },
    async tryOut({ train, dev }, options) {
      const how = { ...options, epochs: undefined, ensemble: 1 };
      return given(
        (await askNetworks(model, { train, of: [dev], judge: undefined }, how)).answers[0],
      );
    },
  };
}

const isEmpty = (settings: Settings): boolean => Object.keys(settings).length === 0;

function given(answer: Float32Array | undefined): Float32Array {
  if (answer === undefined) throw new Error('a part without an answer');
  return answer;
}

/** Trains networks one after the other, and gives the mean of their answers for each of the asked parts. */
async function askNetworks(
  { network, training }: NeuralModel,
  parts: { train: LabelledRows; of: readonly LabelledRows[]; judge: LabelledRows | undefined },
  {
    classes,
    shape,
    seed,
    epochs,
    ensemble,
    signal,
  }: TryOutOptions & Pick<FitFoldOptions, 'epochs' | 'ensemble'>,
): Promise<{ chosen: FoldAnswer['chosen']; answers: Float32Array[] }> {
  const { train, of, judge } = parts;
  const answers = of.map(({ rows }) => new Float32Array(rows * classes));
  const chosen: Record<string, number> = {};
  for (let member = 0; member < ensemble; member++) {
    const { model, chosenEpoch } = await trainNetwork({
      ...training,
      ...(epochs !== undefined && { epochs }),
      ...{ train, classes, seed: seed * ensemble + member, signal },
      network: network(shape, classes),
      ...(judge ? { dev: judge, selection: 'dev' } : { selection: 'last' }),
    });
    chosen[ensemble === 1 ? 'epoch' : `epoch of ${member + 1}`] = chosenEpoch;
    try {
      for (const [index, part] of of.entries()) {
        const own = await predict(model, part.x, part.rows);
        answers[index] = (answers[index] ?? own).map((sum, i) => sum + (own[i] ?? 0) / ensemble);
      }
    } finally {
      model.dispose();
    }
  }
  return { chosen, answers };
}

function joined(a: LabelledRows, b: LabelledRows): LabelledRows {
  const x = new Float32Array(a.x.length + b.x.length);
  x.set(a.x);
  x.set(b.x, a.x.length);
  const y = [...Array.from(a.y), ...Array.from(b.y)];
  return { x, y, rows: a.rows + b.rows, width: a.width };
}
