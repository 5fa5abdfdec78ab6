import type { CommandDefinition } from '../command.js';
import { checkTyped, expectedArgument } from '../failure.js';
import { forceOption, textOption, type OutputOptions } from '../options.js';
import { planOutFile } from '../out-file.js';
import { counted } from '../terminal/format-table.js';

interface MergeOptions extends OutputOptions {
  readonly out: string;
  readonly force?: true;
}

/** So many clips that could not be read are named; the shards have all. */
const NAMED = 20;

export const mergeCommand: CommandDefinition<MergeOptions> = {
  name: 'merge',
  summary: 'join the shards that `extract --shard` wrote into one table',
  description:
    'Checks that every shard of a folder is there and whole, and joins them into one table, in the format that the ' +
    'name of the file ends in. The table has the same bytes however many shards there were.',
  arguments: '<folder>',
  options: [
    textOption(
      '--out <file>',
      'table to write: .csv, .npy, .npz or .parquet',
    ).makeOptionMandatory(),
    forceOption('a file'),
  ],
  examples: [['after all shards are done', 'prosodia merge shards --out features.parquet']],
  async run(options, { terminal }, folders) {
    const { mergeShards, tableSuffix } = await import('@prosodia/features');
    checkTyped(() => tableSuffix(options.out));
    const [folder, ...others] = folders;
    if (folder === undefined || others.length > 0)
      throw expectedArgument('one folder', 'merge', folders.join(' '));
    await planOutFile(options.out, { force: options.force === true });
    const merge = await mergeShards(folder, options.out);
    for (const { path, code, message } of merge.errors.slice(0, NAMED))
      terminal.warn(`${path} is left out: ${message} (${code})`);
    terminal.summary({ ...merge, out: options.out });
    terminal.result(
      `${counted(merge.rows, 'clip')} of ${counted(merge.shards, 'shard')} in ${options.out}, ${merge.failed} left out`,
    );
  },
};
