import type { CommandDefinition } from '../command.js';
import { expectedArgument } from '../failure.js';
import { cacheOption, type OutputOptions } from '../options.js';
import { counted, formatTable } from '../terminal/format-table.js';

interface CheckOptions extends OutputOptions {
  readonly cache: boolean;
}

export const checkCommand: CommandDefinition<CheckOptions> = {
  name: 'check',
  summary: 'look for recordings that a model should not be trained on',
  description:
    'Reads every recording of a folder or manifest whole and lists, with the reason: names of no known corpus, rows ' +
    'without what they must say, what cannot be read, equal recordings and the same sound with another gain, cut or ' +
    'rate, silence, clipping, and lengths that are wrong.',
  arguments: '<data>',
  options: [cacheOption()],
  examples: [
    ['a folder as a table', 'prosodia check ravdess'],
    ['a manifest, for a script', "prosodia check mine.csv --json | jq '.findings[].path'"],
  ],
  async run(options, context, [data, ...others]) {
    if (data === undefined || others.length > 0)
      throw expectedArgument('one folder or manifest', 'check', others.join(' '));
    const { checkCorpus, readCorpus } = await import('@prosodia/features');
    const { openStore } = await import('../stages/open-store.js');
    const { terminal, signal } = context;
    const corpus = await readCorpus(data);
    const progress = terminal.progress('Listening', 'clips');
    const { clips, findings } = await checkCorpus(corpus, {
      ...{ store: openStore(options, context), signal },
      onProgress: ({ done, total }) => {
        progress.update(done, total);
      },
    }).finally(() => {
      progress.end();
    });
    const files = corpus.clips.length + corpus.refused.length;
    terminal.summary({ files, clips, findings });
    const rows = findings.map(({ path, kind, reason }) => [path, kind, reason]);
    if (rows.length > 0)
      terminal.result(`${formatTable([['file', 'finding', 'reason'], ...rows])}\n`);
    terminal.result(`${counted(findings.length, 'finding')} in ${counted(files, 'file')}.`);
  },
};
