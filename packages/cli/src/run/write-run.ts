import { join } from 'node:path';

import { describeKernel } from '@prosodia/dsp-native';
import {
  type Clip,
  type Corpus,
  type FeatureSet,
  type FeatureTable,
  type Standardiser,
} from '@prosodia/features';
import { saveBundle, type Training, type TrainingSettings } from '@prosodia/model';
import {
  CONFIG_FILE,
  HISTORY_FILE,
  historyCsv,
  METRICS_FILE,
  PREDICTIONS_FILE,
  predictionsCsv,
  type Prediction,
  type RunMetrics,
  type WrittenConfig,
} from '@prosodia/records';
import { writeFlushed } from '@prosodia/whole-files';

import type { TableSplit } from '../stages/split-table.js';
import { mostProbable, probabilitiesOf } from './label-probabilities.js';
import { provenanceOf } from './provenance.js';
import type { RunEvents } from './run-events.js';
import type { RunFolder } from './run-folder.js';
import type { DecidedOptions } from './train-options.js';
import type { ProgramVersion } from './versions.js';

/** All that is worth writing down of a run. */
export interface WrittenRun {
  readonly options: DecidedOptions;
  /** How the network was trained. */
  readonly settings: TrainingSettings;
  readonly startedAt: Date;
  /** Read at the start of the run. */
  readonly program: ProgramVersion;
  readonly recipe: FeatureSet;
  readonly corpus: Corpus;
  readonly table: FeatureTable;
  readonly split: TableSplit;
  readonly standardiser: Standardiser;
  readonly training: Training;
  /** Of the test clips: test x split.labels, row-major. */
  readonly probabilities: Float32Array;
  readonly metrics: RunMetrics;
  readonly events: RunEvents;
}

/** Writes `config.json`, `history.csv`, `predictions.csv`, `metrics.json`, `model/`, and `tensorboard/` where it was asked for. */
export async function writeRun(folder: RunFolder, run: WrittenRun): Promise<void> {
  const { program, table, split, training, probabilities, metrics } = run;
  const clipsOf = (rows: readonly number[]): Clip[] =>
    rows.flatMap((row) => table.clips[row] ?? []);
  await folder.write(async (temporary) => {
    const write = (name: string, text: string) => writeFlushed(join(temporary, name), [text]);
    await write(CONFIG_FILE, toJson(configOf(run)));
    await write(HISTORY_FILE, historyCsv(training.history));
    const predictions = predictionsOf(clipsOf(split.test), probabilities, split.labels);
    await write(PREDICTIONS_FILE, predictionsCsv(predictions, split.labels));
    await write(METRICS_FILE, toJson(metrics));
    await run.events.copyTo(temporary);
    await saveBundle(join(temporary, 'model'), {
      ...{ network: training.network, model: training.model },
      ...{ labels: split.labels, featureSetId: table.featureSetId, standardiser: run.standardiser },
      provenance: {
        ...program,
        ...provenanceOf(metrics.corpus, table, [...split.train, ...split.dev]),
        dataHash: metrics.dataHash,
        seed: metrics.seed,
        splitSeed: metrics.splitSeed,
        selection: metrics.selection,
        chosenEpoch: metrics.chosenEpoch,
      },
    });
  });
}

/** `config.json`: what was asked for and what was at work, enough to run it again. */
function configOf({
  options,
  settings,
  startedAt,
  program,
  recipe,
  corpus,
  training,
}: WrittenRun): WrittenConfig {
  const { model, epochs, batchSize, seed, splitSeed, selection, threads } = options;
  const { name, path, dir, synthetic } = corpus;
  const data = options.data === undefined ? undefined : path;
  return {
    command: 'train',
    startedAt: startedAt.toISOString(),
    options: { data, model, epochs, batchSize, seed, splitSeed, selection, threads },
    corpus: { name, path, dir, synthetic },
    featureSet: { id: recipe.id, width: recipe.width, extraction: { ...recipe.extraction } },
    network: { ...training.network },
    training: { ...settings },
    kernel: describeKernel().name,
    ...program,
  };
}

/** What is said of each clip; `probabilities` are clips x labels, row-major. */
function predictionsOf(
  clips: readonly Clip[],
  probabilities: Float32Array,
  labels: readonly string[],
): Prediction[] {
  return clips.map(({ path, emotion }, row) => {
    const own = probabilitiesOf(probabilities, row, labels);
    return {
      ...{ path, actual: emotion, predicted: mostProbable(own) },
      probabilities: own.map(({ probability }) => probability),
    };
  });
}

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
