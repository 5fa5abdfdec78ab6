import { join, resolve } from 'node:path';

import type { Clip, Corpus } from '@prosodia/features';
import type { Settings } from '@prosodia/model';
import {
  EVALUATION_FILE,
  foldFile,
  readFold,
  type EvaluationSettings,
  type FoldRecord,
  type Normalisation,
  type Selection,
  type WrittenScores,
} from '@prosodia/records';
import { writeWholeFile } from '@prosodia/whole-files';

import type { CommandContext } from '../command.js';
import { checkDivision, divideCorpus, isCsvProtocol } from '../evaluation/divide-corpus.js';
import { evaluateFold } from '../evaluation/evaluate-fold.js';
import { evaluatedModel } from '../evaluation/evaluated-model.js';
import { createEvaluation } from '../evaluation/evaluation.js';
import {
  duringResumable,
  evaluationFolder,
  openEvaluation,
} from '../evaluation/evaluation-folder.js';
import { fuseResults } from '../evaluation/fuse-results.js';
import { checkTyped, expectedArgument } from '../failure.js';
import { programVersion } from '../run/versions.js';
import { openCorpus } from '../stages/open-corpus.js';
import { openStore, type StoreOptions } from '../stages/open-store.js';
import { soundsOf, type Sounds } from '../stages/sounds.js';

export interface EvaluateProtocolOptions extends StoreOptions {
  readonly protocol: string;
  readonly model: string;
  /** Settings of the model other than its usual ones. */
  readonly set: Settings;
  readonly data?: string;
  readonly threads?: number;
  readonly features?: string;
  readonly foldColumn: string;
  readonly seeds: number;
  readonly epochs?: number;
  readonly ensemble: number;
  readonly selection: Selection;
  readonly normalise: Normalisation;
  readonly out?: string;
}

/** A finished evaluation and where it lies. */
export interface FinishedEvaluation {
  readonly folder: string;
  readonly settings: EvaluationSettings;
  readonly clips: readonly Clip[];
  /** Fold by fold, one seed after the other. */
  readonly results: readonly FoldRecord[];
  readonly evaluation: WrittenScores;
}

/** Evaluates a model, or several, joined by `+`, that answer together. */
export async function evaluateProtocol(
  options: EvaluateProtocolOptions,
  context: CommandContext,
): Promise<FinishedEvaluation> {
  const members = options.model.split('+');
  checkDivision(options);
  if (members.length > 1 && Object.keys(options.set).length > 0)
    throw expectedArgument('none for models together', '--set', Object.keys(options.set).join());
  for (const member of members) checkTyped(() => evaluatedModel(member).at(options.set));
  const corpus = await openCorpus(options.data, context);
  const sounds = soundsOf(corpus, openStore(options, context), context);
  if (members.length === 1) return evaluateModel(options, sounds, context);
  const finished: FinishedEvaluation[] = [];
  for (const model of members) {
    const out = options.out === undefined ? {} : { out: `${options.out}-${model}` };
    finished.push(await evaluateModel({ ...options, model, ...out }, sounds, context));
  }
  return fuse(options, finished, sounds.corpus);
}

/**
 * Fits a model on every fold of a protocol, for every seed, and says what it comes to. A fold's result is a whole
 * file or not there: an evaluation that was interrupted goes on where it was.
 */
async function evaluateModel(
  options: EvaluateProtocolOptions,
  sounds: Sounds,
  context: CommandContext,
): Promise<FinishedEvaluation> {
  const { terminal, signal } = context;
  const { selection, normalise } = options;
  const model = evaluatedModel(options.model).at(options.set);
  const features = options.features ?? model.features;
  const seeds = model.random ? options.seeds : 1;
  const divided = await divideCorpus({ ...options, features }, sounds, context);
  const { protocol, table, shape, plan, labels, dataHash, foldsHash } = divided;
  const { clips } = table;
  const settings: EvaluationSettings = {
    ...{ protocol: protocol.name, about: protocol.about, features, model: model.name },
    ...{ selection, seeds, epochs: options.epochs ?? null, labels, normalise },
    ...{ dataHash, foldsHash, synthetic: sounds.corpus.synthetic },
    given: isCsvProtocol(options.protocol)
      ? { protocol: resolve(options.protocol), foldColumn: options.foldColumn, set: options.set }
      : { protocol: options.protocol, set: options.set },
    ensemble: model.random ? options.ensemble : 1,
    recipe: model.recipe(shape, labels.length),
  };
  const folder = options.out ?? evaluationFolder(settings);
  await openEvaluation(folder, settings);

  const progress = terminal.progress(`Evaluating ${model.name}`, 'folds');
  const results: FoldRecord[] = [];
  const { ensemble } = settings;
  const shared = { ...options, ...divided, ensemble, model, signal };
  await duringResumable(folder, async () => {
    for (let seed = 0; seed < seeds; seed++)
      for (const [index, fold] of plan.folds.entries()) {
        let result = await readFold(folder, seed, index);
        if (result === undefined) {
          signal.throwIfAborted();
          const earlier = results.find((other) => other.fold === fold.name);
          result = await evaluateFold({ ...shared, fold, seed, earlier });
          await writeWholeFile(foldFile(folder, seed, index), [JSON.stringify(result), '\n']);
        }
        results.push(result);
        progress.update(results.length, seeds * plan.folds.length);
      }
  });
  progress.end();
  return finish(folder, { settings, clips, results }, sounds.corpus);
}

/** The mean of the members' probabilities, fold by fold; a member without chance says the same for every seed. */
async function fuse(
  { out, model }: EvaluateProtocolOptions,
  members: readonly FinishedEvaluation[],
  corpus: Corpus,
): Promise<FinishedEvaluation> {
  const { settings, clips, results } = fuseResults(model, members);
  const folder = out ?? evaluationFolder(settings);
  await openEvaluation(folder, settings);
  for (const result of results) {
    const index = results.filter(({ seed }) => seed === result.seed).indexOf(result);
    const file = foldFile(folder, result.seed, index);
    await writeWholeFile(file, [JSON.stringify(result), '\n']);
  }
  return finish(folder, { settings, clips, results }, corpus);
}

async function finish(
  folder: string,
  found: Omit<FinishedEvaluation, 'folder' | 'evaluation'>,
  { name, path, dir }: Corpus,
): Promise<FinishedEvaluation> {
  const evaluation: WrittenScores = {
    ...createEvaluation(found.settings, found.clips, found.results),
    ...{ corpus: { name, path, dir }, ...(await programVersion()) },
  };
  await writeWholeFile(join(folder, EVALUATION_FILE), [JSON.stringify(evaluation), '\n']);
  return { folder, ...found, evaluation };
}
