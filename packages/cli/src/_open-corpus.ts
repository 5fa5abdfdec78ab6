import { locateCorpus, readCorpus, type Corpus, type CorpusEvent } from '@prosodia/features';

import type { CommandContext } from './_command.js';
import type { Progress } from './_progress.js';
import { SYNTHETIC_WORDS } from './_synthetic.js';
import type { Terminal } from './_terminal.js';

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
  const told = eventTeller(terminal);
  const { dir } = await locateCorpus({
    ...{ env, signal, onEvent: told.onEvent },
    ...(data !== undefined && { data }),
  }).finally(told.end);
  const corpus = await readCorpus(dir);
  terminal.notice(`Recordings: ${corpus.clips.length} clips in ${dir}`);
  if (corpus.synthetic) terminal.warn(SYNTHETIC_WORDS);
  return corpus;
}

/** Shows what `locateCorpus` tells: one progress bar after the other, each begun when its first event comes. */
function eventTeller(terminal: Terminal): {
  onEvent: (event: CorpusEvent) => void;
  end: () => void;
} {
  let shown: { readonly kind: CorpusEvent['kind']; readonly progress: Progress } | undefined;
  const end = (): void => {
    shown?.progress.end();
    shown = undefined;
  };
  const progressOf = (kind: 'download' | 'synthesise'): Progress => {
    if (shown?.kind === kind) return shown.progress;
    end();
    const progress =
      kind === 'download'
        ? terminal.progress('Downloading RAVDESS', 'MB')
        : terminal.progress('Making a demo corpus', 'clips');
    shown = { kind, progress };
    return progress;
  };
  const onEvent = (event: CorpusEvent): void => {
    if (event.kind === 'download') {
      const inMegabytes = (bytes: number): number => Math.floor(bytes / 1e6);
      progressOf('download').update(inMegabytes(event.done), inMegabytes(event.total));
    } else if (event.kind === 'synthesise') {
      progressOf('synthesise').update(event.done, event.total);
    } else {
      end();
      terminal.warn(
        `RAVDESS cannot be downloaded: ${event.message}. Working with synthetic sounds instead.`,
      );
    }
  };
  return { onEvent, end };
}
