import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { makeTestCache } from './_test-cache.js';

/** For tests: the built command line, run as its users run it. */
const PROGRAM = fileURLToPath(new URL('../../bin/prosodia.js', import.meta.url));

/** What one test file leaves there the next does not see. */
const CACHE = makeTestCache();

export interface Outcome {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A signal, sent when stderr shows `after`, or when `when`, asked every millisecond, says so. */
  readonly kill?: { readonly signal: NodeJS.Signals } & (
    { readonly after: RegExp } | { readonly when: () => boolean }
  );
}

/** Runs `prosodia ...args` to its end. */
export async function prosodia(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const { cwd, kill } = options;
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    ...(cwd !== undefined && { cwd }),
    env: {
      ...process.env,
      ...{ PROSODIA_DATA: undefined, PROSODIA_DEBUG: undefined, PROSODIA_CACHE: CACHE },
      ...options.env,
    },
  });
  let stdout = '';
  let stderr = '';
  let shot = false;
  const shootIf = (due: boolean): void => {
    if (kill === undefined || shot || !due) return;
    shot = true;
    child.kill(kill.signal);
  };
  const watch = setInterval(() => {
    shootIf(kill !== undefined && 'when' in kill && kill.when());
  }, 1);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    shootIf(kill !== undefined && 'after' in kill && kill.after.test(stderr));
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (exitCode) => {
      clearInterval(watch);
      resolve({ exitCode, stdout, stderr });
    });
  });
}
