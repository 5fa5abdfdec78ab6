import { CommanderError } from 'commander';

import { commands } from './commands.js';
import { endingFor, errorCode, EXIT } from './failure.js';
import { watchForInterrupt } from './interrupt.js';
import { createProgram } from './program.js';
import { ownVersion } from './run/versions.js';
import { createTerminal } from './terminal/terminal.js';

/**
 * Runs the command line `argv` (as `process.argv`), and is the only place that prints a final error and sets the
 * exit code: 0 done, 1 failed, 2 called wrongly, 130 interrupted.
 */
export async function runMain(argv: readonly string[]): Promise<void> {
  endQuietlyWhenReaderLeaves();
  const interrupt = watchForInterrupt();
  let terminal = createTerminal();
  try {
    const program = createProgram(await ownVersion(), commands, {
      signal: interrupt.signal,
      env: process.env,
      onTerminal: (own) => {
        terminal = own;
      },
    });
    await program.parseAsync([...argv.slice(2)], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return; // --help and --version have printed what was asked for
    const { exitCode, text } = endingFor(error, process.env.PROSODIA_DEBUG === '1');
    terminal.error(text, error instanceof Error ? (errorCode(error) ?? null) : null);
    process.exitCode = exitCode;
  } finally {
    interrupt.stop();
  }
}

/** `prosodia describe | head -1` closes stdout early: no failure of ours. */
function endQuietlyWhenReaderLeaves(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
}
