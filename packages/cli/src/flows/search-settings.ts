import { join } from 'node:path';

import type { Fold } from '@prosodia/features';
import { drawSettings, evaluate, type SearchSpace, type Settings } from '@prosodia/model';
import { writeWholeFile } from '@prosodia/whole-files';

import type { CommandContext } from '../command.js';
import {
  checkDivision,
  divideCorpus,
  type DividedCorpus,
  type DivisionOptions,
} from '../evaluation/divide-corpus.js';
import { evaluatedModel, type EvaluatedModel } from '../evaluation/evaluated-model.js';
import { duringResumable, openResumable, readJson } from '../evaluation/evaluation-folder.js';
import { prepareFold } from '../evaluation/prepare-fold.js';
import { ranked, type Trial } from '../evaluation/trial.js';
import { expectedArgument } from '../failure.js';
import { openCorpus } from '../stages/open-corpus.js';
import { openStore, type StoreOptions } from '../stages/open-store.js';
import { soundsOf } from '../stages/sounds.js';

export interface SearchOptions extends Omit<DivisionOptions, 'features'>, StoreOptions {
  readonly model: string;
  readonly features?: string;
  readonly data?: string;
  readonly trials: number;
  /** Folds that each trial is tried on; without it all. */
  readonly folds?: number;
  readonly seed: number;
  readonly out?: string;
}

/** `search.json`. */
export interface SearchResult {
  readonly protocol: string;
  readonly model: string;
  readonly features: string;
  readonly normalise: string;
  readonly seed: number;
  readonly folds: number;
  readonly dataHash: string;
  readonly foldsHash: string;
  readonly space: SearchSpace;
  /** The best first. */
  readonly trials: readonly Trial[];
}

/**
 * Tries settings of a model, the usual ones first, then drawn ones, on the dev parts of a protocol. Nothing of a test
 * part is learnt from or asked. A trial's file is whole or not there: a search that was interrupted goes on where it
 * was, and one of more trials begins with those that are there.
 */
export async function searchSettings(
  options: SearchOptions,
  context: CommandContext,
): Promise<{ folder: string; result: SearchResult }> {
  const { seed, normalise } = options;
  checkDivision(options);
  const model = evaluatedModel(options.model);
  const { space } = model;
  if (Object.keys(space).length === 0)
    throw expectedArgument('a model with settings', '--model', model.name);
  const corpus = await openCorpus(options.data, context);
  const sounds = soundsOf(corpus, openStore(options, context), context);
  const features = options.features ?? model.features;
  const divided = await divideCorpus({ ...options, features }, sounds, context);
  const { protocol, plan, dataHash, foldsHash } = divided;
  const folds = plan.folds.slice(0, options.folds);
  const what = {
    ...{ protocol: protocol.name, model: model.name, features, normalise, seed },
    ...{ folds: folds.length, dataHash, foldsHash, space },
  };
  const folder =
    options.out ?? join('searches', [protocol.name, features, model.name, normalise].join('-'));
  await openResumable(folder, 'trials', what);

  const progress = context.terminal.progress(`Trying settings of ${model.name}`, 'trials');
  const trials: Trial[] = [];
  await duringResumable(folder, async () => {
    for (let trial = 0; trial < options.trials; trial++) {
      const file = join(folder, 'trials', `trial${String(trial).padStart(4, '0')}.json`);
      let found = (await readJson(file)) as Trial | undefined;
      if (found === undefined) {
        const settings = trial === 0 ? {} : drawSettings(space, seed, trial);
        found = await tryOut({ model, divided, folds, trial, settings, signal: context.signal });
        await writeWholeFile(file, [JSON.stringify(found), '\n']);
      }
      trials.push(found);
      progress.update(trials.length, options.trials);
    }
  });
  progress.end();
  const result = { ...what, trials: ranked(trials) };
  await writeWholeFile(join(folder, 'search.json'), [JSON.stringify(result, null, 2), '\n']);
  return { folder, result };
}

interface TrialWork {
  readonly model: EvaluatedModel;
  readonly divided: DividedCorpus;
  readonly folds: readonly Fold[];
  readonly trial: number;
  readonly settings: Settings;
  readonly signal: AbortSignal;
}

async function tryOut({
  model,
  divided,
  folds,
  trial,
  settings,
  signal,
}: TrialWork): Promise<Trial> {
  const { shape, labels } = divided;
  const began = performance.now();
  const own = model.at(settings);
  const devUar: number[] = [];
  for (const fold of folds) {
    signal.throwIfAborted();
    const { train, dev } = prepareFold(divided, { ...fold, test: [] }).rows;
    const how = { classes: labels.length, shape, seed: 0, signal };
    const answer = await own.tryOut({ train, dev }, how);
    devUar.push(evaluate(answer, dev.y, labels).uar);
  }
  const meanDevUar = devUar.reduce((sum, uar) => sum + uar, 0) / devUar.length;
  return { trial, settings, devUar, meanDevUar, seconds: (performance.now() - began) / 1000 };
}
