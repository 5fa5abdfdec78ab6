import type { CommandDefinition } from './_command.js';

/** Every command, in the order of `prosodia --help`. */
export const commands: readonly CommandDefinition[] = [];
