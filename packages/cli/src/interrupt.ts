import { EXIT } from './failure.js';

/** The first Ctrl-C (or SIGTERM) asks the command to clean up and end; the second ends at once. */
export function watchForInterrupt(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const stop = (): void => {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  };
  return { signal: controller.signal, stop };
}
