import { isAbsolute, relative } from 'node:path';

import type { CommandDefinition } from '../command.js';
import {
  choiceOption,
  dataOption,
  forceOption,
  integerOption,
  textOption,
  threadsOption,
  type OutputOptions,
} from '../options.js';
import type { TrainRunOptions } from '../run/train-options.js';

const MAX_SEED = 2 ** 32 - 1;

export const trainCommand: CommandDefinition<TrainRunOptions & OutputOptions> = {
  name: 'train',
  summary: 'train a classifier on a corpus and test it',
  description:
    'Extracts the features of every recording, splits the clips into train and test without a leak, trains the ' +
    'network, tests it once, and writes a run folder: config.json, history.csv, predictions.csv, metrics.json, model/.',
  options: [
    dataOption(),
    integerOption('--epochs <count>', 'passes over the clips', { min: 1, max: 100_000 }).default(
      50,
    ),
    integerOption('--batch-size <count>', 'clips per step', { min: 1, max: 65_536 }).default(32),
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
      'which epoch counts: the best on a part of train, or the last',
      ['dev', 'last'],
    ).default('dev'),
    textOption(
      '--out <dir>',
      'run folder, new or empty (default: runs/<time>-<network>-seed<seed>-<random>)',
    ),
    forceOption('a former run'),
    threadsOption(),
  ],
  examples: [
    ['the whole job with its defaults', 'prosodia train'],
    [
      'on your own copy of RAVDESS, as the notebook trains',
      'prosodia train --data ravdess --selection last --batch-size 64',
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
    const { folder, metrics } = await trainRun(options, context);
    terminal.summary({ run: folder, ...metrics });
    terminal.result(formatRun(metrics, shortest(folder), terminal.paint));
  },
};

/** Relative to the working folder where the folder lies within it. */
function shortest(folder: string): string {
  const path = relative('', folder);
  return path.startsWith('..') || isAbsolute(path) ? folder : path;
}
