import { join } from 'node:path';

import { Option } from 'commander';

import type { CommandContext, CommandDefinition } from '../command.js';
import {
  audioOption,
  cacheOption,
  choiceOption,
  dataOption,
  forceOption,
  integerOption,
  openOption,
  textOption,
  threadsOption,
  type OutputOptions,
} from '../options.js';
import { NETWORK_KINDS } from '../run/network-kinds.js';
import type { TrainRunOptions } from '../run/train-options.js';
import { shortest } from '../terminal/paths.js';

interface TrainCommandOptions extends TrainRunOptions, OutputOptions {
  readonly resume?: string;
  readonly audio: boolean;
  readonly report: boolean;
  readonly open?: true;
}

const MAX_SEED = 2 ** 32 - 1;

export const trainCommand: CommandDefinition<TrainCommandOptions> = {
  name: 'train',
  summary: 'train a classifier on a corpus and test it',
  description:
    'Extracts the features of every recording, splits the clips into train and test without a leak, trains the ' +
    'network, tests it once, and writes a run folder: config.json, history.csv, predictions.csv, metrics.json, model/, report.html.',
  options: [
    dataOption(),
    choiceOption(
      '--model <network>',
      "the network: convolutions over a voice as a sequence, or the notebook's over 259 values",
      NETWORK_KINDS,
    ).default(NETWORK_KINDS[0]),
    integerOption('--epochs <count>', "passes over the clips (default: the network's own, 50)", {
      min: 1,
      max: 100_000,
    }),
    integerOption('--batch-size <count>', "clips per step (default: the network's own, 32)", {
      min: 1,
      max: 65_536,
    }),
    integerOption('--seed <number>', 'decides first weights and order', {
      min: 0,
      max: MAX_SEED,
    }).default(0),
    integerOption('--split-seed <number>', 'decides which clips are train, dev and test', {
      min: 0,
      max: MAX_SEED,
    }).default(0),
    choiceOption(
      '--selection <how>',
      'which epoch counts: the best on a dev part taken from train, or the last',
      ['dev', 'last'],
    ).default('dev'),
    textOption(
      '--out <dir>',
      'run folder, new or empty (default: runs/<time>-<network>-seed<seed>-<random>)',
    ),
    forceOption('a former run'),
    textOption(
      '--resume <dir>',
      'go on with the run that was to become this folder, with the options that it began with',
    ).conflicts([
      'model',
      'epochs',
      'batchSize',
      'seed',
      'splitSeed',
      'selection',
      'out',
      'force',
      'tensorboard',
    ]),
    new Option(
      '--tensorboard',
      'write events for TensorBoard: curves, and how the weights spread (tensorboard/ in the run folder)',
    ),
    threadsOption(),
    cacheOption(),
    audioOption(),
    new Option('--no-report', 'write no report.html into the run folder'),
    openOption(),
  ],
  examples: [
    ['the whole job with its defaults', 'prosodia train'],
    ['go on after Ctrl-C or a crash', 'prosodia train --resume runs/first'],
    [
      'on your own copy of RAVDESS, as the notebook trains',
      'prosodia train --data ravdess --model notebook-cnn --selection last --batch-size 64',
    ],
    [
      'the test accuracy for a script',
      'prosodia train --data ravdess --quiet --json | jq .test.accuracy',
    ],
  ],
  async run(options, context) {
    const { trainRun } = await import('../flows/train-run.js');
    const { formatRun } = await import('../run/format-run.js');
    const { terminal } = context;
    const request = options.resume === undefined ? options : await resumed(options.resume, options);
    const { folder, metrics } = await trainRun(request, context);
    const page = options.report ? await writePage(folder, options, context) : undefined;
    terminal.summary({ run: folder, ...(page && { report: page.file }), ...metrics });
    terminal.result(formatRun(metrics, shortest(folder), terminal.paint));
    if (page === undefined) return;
    const { finishPage } = await import('../terminal/finish-page.js');
    finishPage({ ...page, out: shortest(page.file), open: options.open === true }, terminal);
  },
};

/** What a run that goes on began with; where its recordings are may be told anew. */
async function resumed(
  folder: string,
  { data, threads, cache }: TrainCommandOptions,
): Promise<TrainRunOptions> {
  const { findUnfinishedRun } = await import('../run/run-start.js');
  const { path, start } = await findUnfinishedRun(folder);
  const { data: then = start.corpusDir, force, tensorboard, ...options } = start.options;
  return {
    ...{ ...options, data: data ?? then, out: path, goesOn: start, cache },
    ...(force && { force }),
    ...(tensorboard && { tensorboard }),
    ...(threads !== undefined && { threads }),
  };
}

/** The page of a finished run, beside its record; the run stands where the page cannot be made. */
async function writePage(
  folder: string,
  { audio }: TrainCommandOptions,
  context: CommandContext,
): Promise<{ readonly file: string; readonly bytes: number } | undefined> {
  const { writeReport } = await import('@prosodia/report');
  const { readResults, reportResults } = await import('../flows/report-results.js');
  const file = join(folder, 'report.html');
  context.terminal.notice('Making its page.');
  try {
    const results = await readResults([folder]);
    const report = await reportResults({ results, audio }, context);
    return { file, bytes: await writeReport(file, report) };
  } catch (error) {
    context.signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    context.terminal.warn(`The run is written, its report is not: ${reason}`);
    return undefined;
  }
}
