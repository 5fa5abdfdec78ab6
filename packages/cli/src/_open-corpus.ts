import { readCorpus, type Corpus } from '@prosodia/features';

import type { CommandContext } from './_command.js';
import { CliError } from './_failure.js';
import { SYNTHETIC_WORDS } from './_synthetic.js';

/**
 * The corpus to work on: `--data`, else PROSODIA_DATA. Says so at the start when a program made its sounds.
 *
 * @throws {CliError} USAGE when neither is given; {FeaturesError} when the folder holds no corpus
 */
export async function openCorpus(
  data: string | undefined,
  { terminal, env }: CommandContext,
): Promise<Corpus> {
  const dir = data ?? env.PROSODIA_DATA;
  if (dir === undefined)
    throw new CliError('USAGE', 'Expected a folder for --data or PROSODIA_DATA but received none');
  const corpus = await readCorpus(dir);
  if (corpus.synthetic) terminal.warn(SYNTHETIC_WORDS);
  return corpus;
}
