import { Option } from 'commander';

import type { StoreFile } from '@prosodia/features';

import type { CommandDefinition } from '../command.js';
import { parseAge, parseBytes } from '../_amounts.js';
import type { OutputOptions } from '../options.js';
import { formatBytes, formatStore } from '../terminal/format-store.js';
import { counted } from '../terminal/format-table.js';

interface CacheOptions extends OutputOptions {
  readonly prune?: true;
  readonly olderThan?: number;
  readonly maxBytes?: number;
}

export const cacheCommand: CommandDefinition<CacheOptions> = {
  name: 'cache',
  summary: 'show or prune the features that are kept between runs',
  description:
    'Lists what train, evaluate, explore, extract and check keep of recordings that they have measured, by feature set and folder of ' +
    'recordings. With --prune it removes what no run will use any more: what other versions of the program made, ' +
    'what is damaged, what was never finished. All of it is made again when it is needed.',
  options: [
    new Option('--prune', 'remove what no run will use any more'),
    new Option(
      '--older-than <age>',
      'remove what was of no use for so long too, such as 30d or 12h',
    )
      .argParser((text: string) => parseAge(text, '--older-than'))
      .implies({ prune: true }),
    new Option(
      '--max-bytes <size>',
      'then remove what was of no use for the longest, until no more than this is left, such as 500MB or 0',
    )
      .argParser((text: string) => parseBytes(text, '--max-bytes'))
      .implies({ prune: true }),
  ],
  examples: [
    ['what there is', 'prosodia cache'],
    [
      'keep what was of use this month, and no more than 2 GB',
      'prosodia cache --older-than 30d --max-bytes 2GB',
    ],
    ['remove everything', 'prosodia cache --max-bytes 0'],
  ],
  async run({ prune, olderThan, maxBytes }, { terminal, env }) {
    const { featureStoreFolder, pruneStore, surveyStore } = await import('@prosodia/features');
    const folder = featureStoreFolder(env);
    const { removed, left } =
      prune === true
        ? await pruneStore(folder, { olderThanMs: olderThan, maxBytes })
        : { removed: [], left: await surveyStore(folder) };
    terminal.summary({ folder, bytes: bytesOf(left), files: left, removed });
    if (left.length > 0) terminal.result(`${formatStore(left)}\n`);
    if (prune === true)
      terminal.result(
        `Removed ${counted(removed.length, 'file')}, ${formatBytes(bytesOf(removed))}.`,
      );
    terminal.result(`${formatBytes(bytesOf(left))} in ${folder}`);
  },
};

const bytesOf = (files: readonly StoreFile[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);
