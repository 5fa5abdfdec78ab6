import { join } from 'node:path';

import { Option } from 'commander';

import type { CommandDefinition } from '../command.js';
import { expectedArgument } from '../failure.js';
import { textOption, type OutputOptions } from '../options.js';

interface DownloadOptions extends OutputOptions {
  readonly song?: true;
  readonly out?: string;
}

export const downloadCommand: CommandDefinition<DownloadOptions> = {
  name: 'download',
  summary: 'fetch a corpus, going on where an earlier try ended',
  description:
    'Downloads RAVDESS, checks it against its published size and MD5, and unpacks it as a folder that appears when ' +
    'it is complete. What came before an interruption is kept, and the next call goes on from there.',
  arguments: '<corpus>',
  options: [
    new Option('--song', 'the songs (226 MB) in the place of the speech (208 MB)'),
    textOption('--out <dir>', 'new folder (default: ravdess or ravdess-song in your data folder)'),
  ],
  examples: [
    ['the speech, where `train` finds it', 'prosodia download ravdess'],
    ['the songs, into a folder here', 'prosodia download ravdess --song --out songs'],
  ],
  async run(options, { terminal, signal, env }, [corpus, ...others]) {
    if (corpus !== 'ravdess' || others.length > 0)
      throw expectedArgument('ravdess', 'the corpus', [corpus, ...others].join(' '));
    const features = await import('@prosodia/features');
    const { downloadRavdess, userDataFolder, RAVDESS_TERMS } = features;
    const { RAVDESS_SONG_ARCHIVE, RAVDESS_SPEECH_ARCHIVE } = features;
    const archive = options.song ? RAVDESS_SONG_ARCHIVE : RAVDESS_SPEECH_ARCHIVE;
    const name = options.song ? 'ravdess-song' : 'ravdess';
    const dir = options.out ?? join(userDataFolder(env), name);
    terminal.notice(`Licence: ${RAVDESS_TERMS.licence}\nPlease cite: ${RAVDESS_TERMS.citation}`);
    const progress = terminal.progress('Downloading RAVDESS', 'MB');
    const inMegabytes = (bytes: number): number => Math.floor(bytes / 1e6);
    await downloadRavdess(dir, {
      ...{ archive, signal },
      onProgress: ({ done, total }) => {
        progress.update(inMegabytes(done), inMegabytes(total));
      },
    }).finally(() => {
      progress.end();
    });
    terminal.summary({ dir, archive: archive.name, ...RAVDESS_TERMS });
    terminal.result(`RAVDESS is in ${dir}`);
  },
};
