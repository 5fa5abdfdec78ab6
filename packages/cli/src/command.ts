import type { Option } from 'commander';

import type { OutputOptions } from './options.js';
import type { Terminal } from './terminal/terminal.js';

/** What a command may touch of the world outside it. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
}

/** A command as data: `program.ts` makes the command line of it, so that `--help` loads nothing heavy. */
export interface CommandDefinition<Options extends OutputOptions = OutputOptions> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Whole sentences for the command's own `--help`. */
  readonly description: string;
  /** Positional arguments as commander writes them, such as `<files...>`. */
  readonly arguments?: string;
  readonly options: readonly Option[];
  /** Lines for `--help`: what it does, how it is typed. */
  readonly examples: readonly (readonly [comment: string, line: string])[];
  /** Does the work; throws to fail. Heavy packages are imported in here. */
  run(options: Options, context: CommandContext, operands: readonly string[]): Promise<void>;
}
