import { once } from 'node:events';

/** Runs the command line `argv` (as `process.argv`) and sets the exit code. */
export async function runMain(argv: readonly string[]): Promise<void> {
  if (!process.stdout.write(`prosodia ${argv.slice(2).join(' ')}\n`)) {
    await once(process.stdout, 'drain');
  }
}
