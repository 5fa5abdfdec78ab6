import type { CommandDefinition } from '../command.js';
import { expectedArgument } from '../failure.js';
import { formatTable } from '../terminal/format-table.js';

export const checkCommand: CommandDefinition = {
  name: 'check',
  summary: 'look for recordings that a model should not be trained on',
  description:
    'Reads every recording of a folder or manifest whole and lists, with the reason: what cannot be read, equal ' +
    'recordings and the same sound with another gain, cut or rate, silence, clipping, and lengths that are wrong.',
  arguments: '<data>',
  options: [],
  examples: [
    ['a folder as a table', 'prosodia check ravdess'],
    ['a manifest, for a script', "prosodia check mine.csv --json | jq '.findings[].path'"],
  ],
  async run(_, { terminal, signal }, [data, ...others]) {
    if (data === undefined || others.length > 0)
      throw expectedArgument('one folder or manifest', 'check', others.join(' '));
    const { checkCorpus, readCorpus } = await import('@prosodia/features');
    const corpus = await readCorpus(data);
    const progress = terminal.progress('Listening', 'clips');
    const { clips, findings } = await checkCorpus(corpus, {
      signal,
      onProgress: ({ done, total }) => {
        progress.update(done, total);
      },
    }).finally(() => {
      progress.end();
    });
    terminal.summary({ clips, findings });
    const rows = findings.map(({ path, kind, reason }) => [path, kind, reason]);
    if (rows.length > 0)
      terminal.result(`${formatTable([['file', 'finding', 'reason'], ...rows])}\n`);
    terminal.result(`${findings.length} findings in ${clips} recordings.`);
  },
};
