import { locateCorpus, readCorpus, type Corpus } from '@prosodia/features';

import type { CommandContext } from '../command.js';
import { counted } from '../terminal/format-table.js';
import { SYNTHETIC_WORDS } from '../terminal/synthetic.js';
import { tellCorpusEvents } from './_corpus-events.js';

/**
 * The corpus to work on: `--data`, else PROSODIA_DATA, else the one kept for the user, else a download of RAVDESS,
 * else sounds that the program makes itself; then it says so before anything else.
 *
 * @throws {FeaturesError} where a folder is named that is none or holds no corpus
 */
export async function openCorpus(
  data: string | undefined,
  { terminal, signal, env }: CommandContext,
): Promise<Corpus> {
  const told = tellCorpusEvents(terminal);
  const { path } = await locateCorpus({
    ...{ env, signal, onEvent: told.onEvent },
    ...(data !== undefined && { data }),
  }).finally(told.end);
  const corpus = await readCorpus(path);
  terminal.notice(`Recordings: ${counted(corpus.clips.length, 'clip')} in ${path}`);
  if (corpus.synthetic) terminal.warn(SYNTHETIC_WORDS);
  return corpus;
}
