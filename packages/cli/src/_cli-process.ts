import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** For tests: the built command line, run as its users run it. */
const PROGRAM = fileURLToPath(new URL('../bin/prosodia.js', import.meta.url));

export interface Outcome {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A signal, sent `delayMs` (0) after the start, or after stderr shows `after`. */
  readonly kill?: {
    readonly signal: NodeJS.Signals;
    readonly after?: RegExp;
    readonly delayMs?: number;
  };
}

/** Runs `prosodia ...args` to its end. */
export async function prosodia(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const { cwd, kill } = options;
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, PROSODIA_DATA: undefined, PROSODIA_DEBUG: undefined, ...options.env },
  });
  let stdout = '';
  let stderr = '';
  let shot = false;
  const shoot = (): void => {
    if (kill !== undefined) setTimeout(() => child.kill(kill.signal), kill.delayMs ?? 0).unref();
  };
  if (kill?.after === undefined) shoot();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (kill?.after === undefined || shot || !kill.after.test(stderr)) return;
    shot = true;
    shoot();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr });
    });
  });
}
