import {
  CLASSICAL_MODELS,
  notebookCnn,
  predict,
  train,
  tuneClassical,
  type ClassicalModel,
  type LabelledRows,
} from '@prosodia/model';

import { expectedArgument } from '../failure.js';

/**
 * What chooses epochs and settings. `dev`: the dev part. `last`: nothing, the last epoch and the usual settings.
 * `test-best`: the test part itself, a mistake that is offered to show what it does.
 */
export type Selection = 'dev' | 'last' | 'test-best';

/** The rows of a fold, standardised by `fit` alone. */
export interface FoldRows {
  readonly fit: LabelledRows;
  readonly dev: LabelledRows;
  readonly test: LabelledRows;
}

/** What a model says of a fold. */
export interface FoldAnswer {
  /** What was chosen: settings, or the epoch. */
  readonly chosen: Readonly<Record<string, number>>;
  /** rows x classes, by a model that has not learnt from dev. */
  readonly dev: Float32Array;
  readonly test: Float32Array;
}

export interface FitFoldOptions {
  readonly classes: number;
  readonly seed: number;
  readonly selection: Selection;
  /** Of networks. */
  readonly epochs: number;
  readonly signal: AbortSignal;
}

/** A model that can be evaluated: what it reads, and how it is fitted. */
export interface EvaluatedModel {
  readonly name: string;
  /** The feature set that it reads unless another is asked for. */
  readonly features: string;
  /** Whether another seed can give another result. */
  readonly random: boolean;
  fit(rows: FoldRows, options: FitFoldOptions): Promise<FoldAnswer>;
}

/** Every model there is; a new one is a new entry. */
export const EVALUATED_MODELS: readonly EvaluatedModel[] = [
  ...CLASSICAL_MODELS.map(classical),
  { name: 'notebook-cnn', features: 'mel-mean-259.v1', random: true, fit: fitNotebookCnn },
];

/** @throws {CliError} USAGE, naming those there are */
export function evaluatedModel(name: string): EvaluatedModel {
  const found = EVALUATED_MODELS.find((model) => model.name === name);
  if (found) return found;
  const known = EVALUATED_MODELS.map((model) => model.name).join(', ');
  throw expectedArgument(`one of ${known}`, '--model with --protocol', name);
}

/** The settings that dev chose are fitted again on all that is not test. */
function classical(model: ClassicalModel): EvaluatedModel {
  return {
    name: model.name,
    features: 'pooled-stats.v1',
    random: model.random,
    async fit({ fit, dev, test }, { classes, seed, selection }) {
      const options = { classes, seed };
      const candidates =
        selection === 'last' ? { ...model, candidates: [model.candidates[0]] as const } : model;
      const judge = selection === 'test-best' ? test : dev;
      const { chosen, classifier } = await tuneClassical(candidates, { fit, judge, ...options });
      const whole = await chosen.fit(joined(fit, dev), options);
      return {
        chosen: chosen.settings,
        dev: classifier.predict(dev.x, dev.rows),
        test: whole.predict(test.x, test.rows),
      };
    },
  };
}

async function fitNotebookCnn(
  { fit, dev, test }: FoldRows,
  { classes, seed, selection, epochs, signal }: FitFoldOptions,
): Promise<FoldAnswer> {
  const { model, chosenEpoch } = await train({
    ...{ fit, classes, seed, epochs, signal },
    network: notebookCnn({ inputWidth: fit.width, classes }),
    dev: selection === 'test-best' ? test : dev,
    selection: selection === 'last' ? 'last' : 'dev',
  });
  try {
    return {
      chosen: { epoch: chosenEpoch },
      dev: await predict(model, dev.x, dev.rows),
      test: await predict(model, test.x, test.rows),
    };
  } finally {
    model.dispose();
  }
}

function joined(a: LabelledRows, b: LabelledRows): LabelledRows {
  const x = new Float32Array(a.x.length + b.x.length);
  x.set(a.x);
  x.set(b.x, a.x.length);
  const y = [...Array.from(a.y), ...Array.from(b.y)];
  return { x, y, rows: a.rows + b.rows, width: a.width };
}
