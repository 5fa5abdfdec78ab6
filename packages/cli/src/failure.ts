import { inspect } from 'node:util';

import { WholeFilesError } from '@prosodia/whole-files';

import { nearestName } from './_nearest-name.js';

/** The shell's word for each ending: done, failed while running, called wrongly, interrupted by Ctrl-C. */
export const EXIT = { ok: 0, failure: 1, usage: 2, interrupted: 130 } as const;

/** The stable codes of {@link CliError}. */
export type CliErrorCode =
  /** Called wrongly. */
  | 'USAGE'
  /** `--out` cannot become a run folder, or another process is at that run. */
  | 'RUN_FOLDER'
  /** An argument is not the folder of a run or of an evaluation. */
  | 'RESULT_FOLDER'
  /** `--out` cannot become a file. */
  | 'OUT_FILE'
  /** `--resume` finds no run to go on with, or one of other recordings. */
  | 'RESUME'
  /** `--model` holds no model. */
  | 'MODEL_FOLDER'
  /** None of the recordings can be read. */
  | 'NOTHING_READ'
  /** The main job cannot work on this machine. */
  | 'NOT_READY'
  /** The recordings are of one emotion only. */
  | 'NOTHING_TO_TELL_APART'
  /** The model knows none of the emotions of the recordings. */
  | 'LABELS_UNKNOWN';

/** A failure this package reports on purpose; `code` stays the same from release to release. */
export class CliError extends Error {
  readonly code: CliErrorCode;
  /** The command whose `--help` explains a USAGE error, where one was named. */
  readonly command: string | undefined;

  constructor(code: CliErrorCode, message: string, command?: string) {
    super(message);
    this.name = 'CliError';
    this.code = code;
    this.command = command;
  }
}

/** Ctrl-C in the middle of something that was kept. */
export class Interruption extends Error {
  override readonly name = 'AbortError';
}

/** The house sentence for a wrong argument: `Expected <what> for <name> but received <value>`. */
export function expectedArgument(what: string, name: string, received: string): CliError {
  return new CliError('USAGE', `Expected ${what} for ${name} but received ${inspect(received)}`);
}

/** For a name that is none of those there are: USAGE naming them, and the one that is nearest. */
export function expectedName(names: readonly string[], what: string, received: string): CliError {
  const meant = nearestName(received, names);
  const { code, message } = expectedArgument(`one of ${names.join(', ')}`, what, received);
  return new CliError(code, meant === undefined ? message : `${message} (did you mean ${meant}?)`);
}

/** @throws {CliError} as {@link expectedName} says */
export function requireName(received: string, names: readonly string[], what: string): void {
  if (!names.includes(received)) throw expectedName(names, what, received);
}

/** Runs a check of what was typed; where it fails the call was wrong, not the work. */
export function checkTyped<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof CliError) throw error;
    throw new CliError('USAGE', error.message);
  }
}

/** For `catch()`: a wrong call points to the help of its command. */
export function pointToHelpOf(command: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof CliError) || error.code !== 'USAGE') throw error;
    throw new CliError('USAGE', error.message, command);
  };
}

/** For `catch()`: what is wrong with the place that `--out` names, as a failure of its command; `hint` ends it. */
export function asCliError(code: CliErrorCode, hint?: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof WholeFilesError)) throw error;
    const end = hint === undefined || error.code !== 'OCCUPIED' ? '' : `; ${hint}`;
    throw new CliError(code, error.message + end);
  };
}

/** What `runMain` prints and returns to the shell for a failure. */
export interface Ending {
  readonly exitCode: number;
  /** For stderr; empty when there is nothing to add. */
  readonly text: string;
}

/**
 * Turns whatever a command threw into words and an exit code. A stack helps only whoever repairs the program, so it
 * is shown when asked for with PROSODIA_DEBUG=1.
 */
export function endingFor(error: unknown, debug: boolean): Ending {
  if (error instanceof Interruption)
    return { exitCode: EXIT.interrupted, text: `Interrupted\n${error.message}` };
  if (isAbort(error)) return { exitCode: EXIT.interrupted, text: 'Interrupted' };
  if (!(error instanceof Error))
    return { exitCode: EXIT.failure, text: `Error: ${inspect(error)}` };
  const stack = debug && error.stack !== undefined ? `\n${error.stack}` : '';
  const code = errorCode(error);
  if (error instanceof CliError && code === 'USAGE') {
    const help = ['prosodia', error.command, '--help'].filter((word) => word !== undefined);
    const text = `Error: ${error.message} (${code})\nRun \`${help.join(' ')}\` for usage and examples.${stack}`;
    return { exitCode: EXIT.usage, text };
  }
  // A code means that somebody foresaw this; anything else is a defect of the program.
  const text =
    code === undefined
      ? `Error: an unexpected ${error.name}: ${error.message}${debug ? '' : '\nPROSODIA_DEBUG=1 shows where it happened.'}`
      : `Error: ${error.message} (${code})`;
  return { exitCode: EXIT.failure, text: text + stack };
}

/** The stable `code` an error carries, if it carries one. */
export function errorCode(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
