import { Option } from 'commander';

import type { CommandDefinition } from '../command.js';
import { checkTyped, requireName } from '../failure.js';
import {
  cacheOption,
  dataOption,
  forceOption,
  integerOption,
  textOption,
  threadsOption,
  type OutputOptions,
} from '../options.js';
import { planOutFile } from '../out-file.js';
import { counted } from '../terminal/format-table.js';
import { formatDuration } from '../terminal/progress.js';

interface ExtractOptions extends OutputOptions {
  readonly data?: string;
  readonly out: string;
  readonly features: string;
  readonly shard?: string;
  readonly force?: true;
  readonly threads?: number;
  readonly cache: boolean;
  readonly maxSeconds?: number;
}

export const extractCommand: CommandDefinition<ExtractOptions> = {
  name: 'extract',
  summary: 'write the features of a corpus as CSV, NumPy or Parquet',
  description:
    'Computes the features of every recording and writes them as one table, in the format that the name of the ' +
    'file ends in. Recordings that cannot be read are named on stderr and left out. With --shard it is one of many ' +
    'that share the work: see `prosodia merge`.',
  options: [
    dataOption(),
    textOption(
      '--out <path>',
      'table to write: .csv, .npy, .npz or .parquet; with --shard the folder of all shards',
    ).makeOptionMandatory(),
    textOption(
      '--shard <i/N>',
      'only part i (from 0) of N; auto/N where Kubernetes, Slurm or AWS Batch tell the part',
    ),
    new Option('--features <id>', 'feature set').default('mel-mean-259.v1'),
    forceOption('a file'),
    threadsOption(),
    cacheOption(),
    integerOption(
      '--max-seconds <count>',
      'recordings longer than this are left out (default: 600)',
      { min: 1, max: 1_000_000 },
    ),
  ],
  examples: [
    ['a table for pandas or a spreadsheet', 'prosodia extract --data ravdess --out features.csv'],
    [
      'two threads, the summary for a script',
      'prosodia extract --data ravdess --out features.parquet --threads 2 --json',
    ],
    [
      'the fourth of twenty parts, on any machine',
      'prosodia extract --data ravdess --shard 3/20 --out shards',
    ],
  ],
  async run(options, context) {
    const { FEATURE_SETS, featureSet, parseShardIndex, tableSuffix, writeTable } =
      await import('@prosodia/features');
    const { extractTable } = await import('../stages/extract-table.js');
    const { openCorpus } = await import('../stages/open-corpus.js');
    const { openStore } = await import('../stages/open-store.js');
    requireName(
      options.features,
      FEATURE_SETS.map(({ id }) => id),
      '--features',
    );
    const set = featureSet(options.features);
    const { shard: part } = options;
    if (part !== undefined) {
      const { shardRun } = await import('../flows/shard-run.js');
      const shard = checkTyped(() => parseShardIndex(part, context.env));
      await shardRun(options, shard, set, context);
      return;
    }
    checkTyped(() => tableSuffix(options.out));
    await planOutFile(options.out, { force: options.force === true });
    const corpus = await openCorpus(options.data, context);
    const { maxSeconds } = options;
    const { table, failed } = await extractTable(
      corpus,
      {
        ...{ featureSet: set, store: openStore(options, context), threads: options.threads },
        ...(maxSeconds !== undefined && { limits: { maxSeconds } }),
      },
      context,
    );
    context.signal.throwIfAborted();
    await writeTable(table, options.out);

    const { seconds, threads, kept } = table;
    const clips = table.clips.length;
    const { out } = options;
    context.terminal.summary({
      clips,
      failed,
      kept,
      seconds,
      threads,
      out,
      featureSet: set.id,
      synthetic: corpus.synthetic,
    });
    context.terminal.result(
      `${counted(clips, 'clip')} x ${table.width} values in ${out} (${formatDuration(seconds)}, ${counted(threads, 'thread')}, ${failed.length} of ${counted(clips + failed.length, 'file')} left out)`,
    );
  },
};
