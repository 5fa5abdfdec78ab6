import { describeKernel } from '@prosodia/dsp-native';
import { featureSet, fitStandardiser, scalingOf } from '@prosodia/features';
import {
  describeNetwork,
  evaluate,
  loadBackend,
  neuralModel,
  predict,
  prepareBackend,
  train,
  trainDecisionTree,
} from '@prosodia/model';
import type { RunMetrics } from '@prosodia/records';

import type { CommandContext } from '../command.js';
import { formatBackend, formatEpoch, formatSplit } from '../run/format-run.js';
import { FEATURES_OF_INPUT } from '../run/network-kinds.js';
import { defaultRunFolder, planRunFolder, type RunFolder } from '../run/run-folder.js';
import { createRunMetrics } from '../run/run-metrics.js';
import type { TrainRunOptions } from '../run/train-options.js';
import { aloneAt, planUnfinishedRun, UnfinishedRun } from '../run/unfinished-run.js';
import { programVersion } from '../run/versions.js';
import { writeRun } from '../run/write-run.js';
import { extractTable } from '../stages/extract-table.js';
import { openCorpus } from '../stages/open-corpus.js';
import { openStore } from '../stages/open-store.js';
import { soundsOf } from '../stages/sounds.js';
import { labelledRows, splitTable } from '../stages/split-table.js';

/** A run as it lies in its folder. */
export interface FinishedRun {
  readonly folder: string;
  readonly metrics: RunMetrics;
}

/**
 * The main job: recordings in, a trained network and an honest number out, in a folder that appears whole or not at
 * all. The test part is touched once, after everything else is decided. What is trained is kept beside that folder until
 * it is there, and a run can go on from it.
 */
export async function trainRun(
  options: TrainRunOptions,
  context: CommandContext,
): Promise<FinishedRun> {
  const { model, seed, goesOn, force = false } = options;
  const startedAt = goesOn === undefined ? new Date() : new Date(goesOn.startedAt);
  const out = options.out ?? defaultRunFolder(startedAt, model, seed);
  const folder = await planRunFolder(out, { force });
  return aloneAt(folder, async () => {
    if (goesOn === undefined) await planUnfinishedRun(folder, { force });
    return trainInto(folder, { ...options, startedAt }, context);
  });
}

/** The run from its recordings to its folder. */
async function trainInto(
  folder: RunFolder,
  { startedAt, ...options }: TrainRunOptions & { readonly startedAt: Date },
  context: CommandContext,
): Promise<FinishedRun> {
  const { model, seed, splitSeed, selection } = options;
  const { terminal, signal } = context;
  const program = await programVersion();
  const kind = neuralModel(model);
  const recipe = featureSet(FEATURES_OF_INPUT[kind.input]);
  const { epochs = kind.training.epochs, batchSize = kind.training.batchSize } = options;
  const decided = { ...options, epochs, batchSize };
  const settings = { ...kind.training, epochs, batchSize };
  const onFallback = (notice: string): void => {
    terminal.warn(notice);
  };
  describeKernel(); // its addon would wait for the libraries that are opened now
  await prepareBackend({ onFallback });

  const corpus = await openCorpus(options.data, context);
  const sounds = soundsOf(corpus, openStore(options, context), context);
  const extracted = await extractTable(
    corpus,
    { featureSet: recipe, store: sounds.store, threads: options.threads },
    context,
  );
  const { table } = extracted;
  terminal.notice(`Backend: ${formatBackend(await loadBackend({ onFallback }))}`);
  const split = await splitTable(sounds, table, { splitSeed, selection });
  terminal.notice(formatSplit(split));
  for (const words of split.warnings) terminal.warn(words);
  const { labels } = split;
  const network = kind.network(recipe.shape ?? [recipe.width], labels.length);
  const standardiser = fitStandardiser(table, split.train, scalingOf(recipe));
  const rows = (part: readonly number[]) => labelledRows(table, standardiser, part, labels);
  const trainRows = rows(split.train);

  const parts = {
    ...{ options: decided, settings, startedAt, program },
    ...{ recipe, corpus, table, split, standardiser },
  };
  const unfinished = await UnfinishedRun.begin(folder, { ...parts, env: context.env });
  return unfinished.during(context, async ({ checkpoints, events }) => {
    const training = await train({
      ...settings,
      ...{ network, train: trainRows, seed, selection, signal, checkpoints },
      ...(split.dev.length > 0 && { dev: rows(split.dev) }),
      classes: labels.length,
      onEpoch: async (record, moment) => {
        terminal.event('epoch', { epochs, ...record }, formatEpoch(record, epochs));
        if (options.tensorboard === true) await events.add(record, moment);
      },
    });
    terminal.notice('Training a decision tree on the same rows, to compare: some seconds.');
    const testRows = rows(split.test);
    const tree = trainDecisionTree(trainRows, { classes: labels.length });
    const ofTree = evaluate(tree.predict(testRows.x, testRows.rows), testRows.y, labels);
    const baseline = { name: tree.name, accuracy: ofTree.accuracy };
    const probabilities = await predict(training.model, testRows.x, testRows.rows);
    const test = evaluate(probabilities, testRows.y, labels);
    signal.throwIfAborted();

    const metrics = createRunMetrics({
      ...{ corpus, extracted, split, training, test, baseline, seed, splitSeed, selection },
      network: describeNetwork(network),
    });
    terminal.notice('Writing the run.');
    await writeRun(folder, { ...parts, training, probabilities, metrics, events });
    training.model.dispose();
    return { folder: folder.path, metrics };
  });
}
