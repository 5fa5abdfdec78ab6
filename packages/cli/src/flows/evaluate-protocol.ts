import { join } from 'node:path';

import {
  checkLeaks,
  csvProtocol,
  featureSet,
  findDuplicates,
  findNearDuplicates,
  fitStandardiser,
  labelSetOf,
  normaliseSpeakers,
  protocolNamed,
  requireNoLeak,
  type Fold,
  type FoldPlan,
  type Protocol,
} from '@prosodia/features';
import { makeFolder, writeWholeFile } from '@prosodia/whole-files';

import type { CommandContext } from '../command.js';
import {
  evaluatedModel,
  type EvaluatedModel,
  type Selection,
} from '../evaluation/evaluated-model.js';
import {
  createEvaluation,
  type EvaluationSettings,
  type Normalisation,
  type ProtocolEvaluation,
} from '../evaluation/evaluation.js';
import { compact, readJson, type FoldResult } from '../evaluation/fold-result.js';
import { CliError } from '../failure.js';
import { hashTable } from '../run/run-metrics.js';
import { extractTable, type ExtractedTable } from '../stages/extract-table.js';
import { openCorpus } from '../stages/open-corpus.js';
import { labelledRows } from '../stages/split-table.js';

export interface EvaluateProtocolOptions {
  readonly protocol: string;
  readonly model: string;
  readonly data?: string;
  readonly threads?: number;
  readonly features?: string;
  readonly foldColumn: string;
  readonly seeds: number;
  readonly epochs: number;
  readonly selection: Selection;
  readonly normalise: Normalisation;
  readonly out?: string;
}

/**
 * Fits a model on every fold of a protocol, for every seed, and says what it comes to. A fold's result is a whole
 * file or not there: an evaluation that was interrupted goes on where it was.
 */
export async function evaluateProtocol(
  options: EvaluateProtocolOptions,
  context: CommandContext,
): Promise<{ folder: string; evaluation: ProtocolEvaluation }> {
  const { terminal, signal } = context;
  const model = evaluatedModel(options.model);
  const protocol = await findProtocol(options);
  const set = featureSet(options.features ?? model.features);
  const seeds = model.random ? options.seeds : 1;
  const corpus = await openCorpus(options.data, context);
  const extracted = (await extractTable(corpus, set, options.threads, context)).table;
  const period = set.shape?.[1] ?? set.width;
  const table =
    options.normalise === 'speaker' ? normaliseSpeakers(extracted, { period }) : extracted;
  const { clips } = table;
  terminal.notice('Looking for copies of one sound.');
  // Synthetic voices differ less from each other than copies of a recording do.
  const near = corpus.synthetic ? [] : await findNearDuplicates(corpus.dir, clips, { signal });
  const copies = joinGroups([
    ...(await findDuplicates(corpus.dir, extracted)),
    ...near.map(({ paths }) => [...paths]),
  ]);
  const plan = protocol.plan(clips, { seed: 0, duplicates: copies });
  const labels = labelSetOf(clips);
  const settings: EvaluationSettings = {
    ...{ protocol: protocol.name, about: protocol.about, features: set.id, model: model.name },
    ...{ selection: options.selection, seeds, epochs: options.epochs, labels },
    ...{ normalise: options.normalise, dataHash: hashTable(extracted) },
    synthetic: corpus.synthetic,
  };
  const folder =
    options.out ??
    join(
      'evaluations',
      [protocol.name, set.id, model.name, options.normalise, options.selection].join('-'),
    );
  await openFolder(folder, settings);

  const progress = terminal.progress('Evaluating', 'folds');
  const results: FoldResult[] = [];
  const total = seeds * plan.folds.length;
  for (let seed = 0; seed < seeds; seed++)
    for (const [index, fold] of plan.folds.entries()) {
      const file = join(folder, 'folds', `seed${seed}-fold${index + 1}.json`);
      let result = (await readJson(file)) as FoldResult | undefined;
      if (result === undefined) {
        signal.throwIfAborted();
        const work = { ...options, table, period, copies, plan, fold, labels, model, seed, signal };
        result = await evaluateFold(work);
        await writeWholeFile(file, [JSON.stringify(result), '\n']);
      }
      results.push(result);
      progress.update(results.length, total);
    }
  progress.end();
  const evaluation = createEvaluation(settings, clips, results);
  await writeWholeFile(join(folder, 'evaluation.json'), [JSON.stringify(evaluation), '\n']);
  return { folder, evaluation };
}

async function findProtocol({ protocol, foldColumn }: EvaluateProtocolOptions): Promise<Protocol> {
  return protocol.toLowerCase().endsWith('.csv')
    ? csvProtocol(protocol, { column: foldColumn })
    : protocolNamed(protocol);
}

/** @throws {CliError} RUN_FOLDER where the folder holds another evaluation */
async function openFolder(folder: string, settings: EvaluationSettings): Promise<void> {
  await makeFolder(join(folder, 'folds'));
  const file = join(folder, 'settings.json');
  const found = await readJson(file);
  const wanted = JSON.stringify(settings);
  if (found === undefined) await writeWholeFile(file, [wanted, '\n']);
  else if (JSON.stringify(found) !== wanted)
    throw new CliError(
      'RUN_FOLDER',
      `Expected the evaluation that was begun there, or a new folder, for ${folder} but received one of other settings or recordings; --out names another`,
    );
}

interface FoldWork {
  readonly table: ExtractedTable['table'];
  /** See `StandardiserOptions`. */
  readonly period: number;
  readonly copies: readonly (readonly string[])[];
  readonly plan: FoldPlan;
  readonly fold: Fold;
  readonly labels: readonly string[];
  readonly model: EvaluatedModel;
  readonly seed: number;
  readonly selection: Selection;
  readonly epochs: number;
  readonly signal: AbortSignal;
}

/** Standardises by train alone, proves that nothing leaks in the very numbers, fits, and looks at test once. */
async function evaluateFold(work: FoldWork): Promise<FoldResult> {
  const { table, period, copies, plan, fold, labels, model, seed, selection, epochs, signal } =
    work;
  const began = performance.now();
  const standardiser = fitStandardiser(table, fold.train, { period });
  const rows = (part: readonly number[]) => labelledRows(table, standardiser, part, labels);
  const [fit, dev, test] = [rows(fold.train), rows(fold.dev), rows(fold.test)];
  const leakCheck = requireNoLeak(
    checkLeaks(
      table.clips,
      {
        train: { rows: fold.train, x: fit.x },
        dev: { rows: fold.dev, x: dev.x },
        test: { rows: fold.test, x: test.x },
      },
      { copies, separates: plan.separates },
    ),
  );
  const answer = await model.fit(
    { fit, dev, test },
    { classes: labels.length, seed, selection, epochs, signal },
  );
  return {
    ...{ fold: fold.name, seed, chosen: answer.chosen, leakCheck },
    counts: {
      ...{ train: fold.train.length, dev: fold.dev.length, test: fold.test.length },
      leftOut: fold.leftOut.length,
    },
    rows: fold.test,
    probabilities: compact(answer.test),
    devActual: Array.from(dev.y),
    devProbabilities: compact(answer.dev),
    seconds: (performance.now() - began) / 1000,
  };
}

/** Groups that share a path become one. */
function joinGroups(groups: readonly (readonly string[])[]): string[][] {
  const joined: Set<string>[] = [];
  for (const group of groups) {
    const touching = joined.filter((other) => group.some((path) => other.has(path)));
    for (const other of touching) joined.splice(joined.indexOf(other), 1);
    joined.push(new Set([...touching.flatMap((other) => [...other]), ...group]));
  }
  return joined.map((group) => [...group]);
}
