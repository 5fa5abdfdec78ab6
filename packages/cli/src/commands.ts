import type { CommandDefinition } from './_command.js';
import { describeCommand } from './commands/describe.js';
import { extractCommand } from './commands/extract.js';

/** Every command, in the order of `prosodia --help`. */
export const commands: readonly CommandDefinition[] = [extractCommand, describeCommand];
