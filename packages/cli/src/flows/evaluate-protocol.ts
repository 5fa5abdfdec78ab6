import { join } from 'node:path';

import {
  csvProtocol,
  featureSet,
  labelSetOf,
  normaliseSpeakers,
  protocolNamed,
  scalingOf,
  type Clip,
  type Corpus,
  type Protocol,
} from '@prosodia/features';
import { writeWholeFile } from '@prosodia/whole-files';

import type { CommandContext } from '../command.js';
import { evaluateFold } from '../evaluation/evaluate-fold.js';
import { evaluatedModel, type Selection } from '../evaluation/evaluated-model.js';
import {
  createEvaluation,
  type EvaluationSettings,
  type Normalisation,
  type ProtocolEvaluation,
} from '../evaluation/evaluation.js';
import { evaluationFolder, openEvaluation } from '../evaluation/evaluation-folder.js';
import { foldFile, readJson, type FoldResult } from '../evaluation/fold-result.js';
import { fuseResults } from '../evaluation/fuse-results.js';
import { expectedArgument } from '../failure.js';
import { hashTable } from '../run/run-metrics.js';
import { programVersion } from '../run/versions.js';
import { extractTable } from '../stages/extract-table.js';
import { openCorpus } from '../stages/open-corpus.js';
import { openStore, type StoreOptions } from '../stages/open-store.js';
import { soundsOf, type Sounds } from '../stages/sounds.js';

export interface EvaluateProtocolOptions extends StoreOptions {
  readonly protocol: string;
  readonly model: string;
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
  readonly results: readonly FoldResult[];
  readonly evaluation: ProtocolEvaluation;
}

/** Evaluates a model, or several, joined by `+`, that answer together. */
export async function evaluateProtocol(
  options: EvaluateProtocolOptions,
  context: CommandContext,
): Promise<FinishedEvaluation> {
  const members = options.model.split('+');
  for (const member of members) evaluatedModel(member);
  const corpus = await openCorpus(options.data, context);
  const sounds = soundsOf(corpus, openStore(options, context), context);
  if (members.length === 1) return evaluateModel(options, sounds, context);
  if (options.features !== undefined)
    throw expectedArgument('none for models together', '--features', options.features);
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
  const model = evaluatedModel(options.model);
  const protocol = await findProtocol(options);
  const set = featureSet(options.features ?? model.features);
  const seeds = model.random ? options.seeds : 1;
  const { table: extracted } = await extractTable(
    sounds.corpus,
    { featureSet: set, store: sounds.store, threads: options.threads },
    context,
  );
  const shape = set.shape ?? [set.width];
  const scaling = scalingOf(set);
  const table =
    normalise === 'speaker' ? normaliseSpeakers(extracted, { period: scaling.period }) : extracted;
  const { clips } = table;
  const copies = await sounds.copiesIn(extracted);
  const plan = protocol.plan(clips, { seed: 0, duplicates: copies });
  const labels = labelSetOf(clips);
  const settings: EvaluationSettings = {
    ...{ protocol: protocol.name, about: protocol.about, features: set.id, model: model.name },
    ...{ selection, seeds, epochs: options.epochs ?? null, labels, normalise },
    ...{ dataHash: hashTable(extracted), synthetic: sounds.corpus.synthetic },
    ensemble: model.random ? options.ensemble : 1,
    recipe: model.recipe(shape, labels.length),
  };
  const folder = options.out ?? evaluationFolder(settings);
  await openEvaluation(folder, settings);

  const progress = terminal.progress(`Evaluating ${model.name}`, 'folds');
  const results: FoldResult[] = [];
  const { ensemble } = settings;
  const shared = {
    ...options,
    ensemble,
    table,
    shape,
    scaling,
    copies,
    plan,
    labels,
    model,
    signal,
  };
  for (let seed = 0; seed < seeds; seed++)
    for (const [index, fold] of plan.folds.entries()) {
      const file = foldFile(folder, seed, index);
      let result = (await readJson(file)) as FoldResult | undefined;
      if (result === undefined) {
        signal.throwIfAborted();
        const earlier = results.find((other) => other.fold === fold.name);
        result = await evaluateFold({ ...shared, fold, seed, earlier });
        await writeWholeFile(file, [JSON.stringify(result), '\n']);
      }
      results.push(result);
      progress.update(results.length, seeds * plan.folds.length);
    }
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
  { name, dir }: Corpus,
): Promise<FinishedEvaluation> {
  const evaluation = {
    ...createEvaluation(found.settings, found.clips, found.results),
    ...{ corpus: { name, dir }, ...(await programVersion()) },
  };
  await writeWholeFile(join(folder, 'evaluation.json'), [JSON.stringify(evaluation), '\n']);
  return { folder, ...found, evaluation };
}

async function findProtocol({ protocol, foldColumn }: EvaluateProtocolOptions): Promise<Protocol> {
  return protocol.toLowerCase().endsWith('.csv')
    ? csvProtocol(protocol, { column: foldColumn })
    : protocolNamed(protocol);
}
