import type { CorpusEvent } from '@prosodia/features';

import type { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';

/** Shows what `locateCorpus` tells: one progress bar after the other, each begun when its first event comes. */
export function tellCorpusEvents(terminal: Terminal): {
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
