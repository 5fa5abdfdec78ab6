import { Command, CommanderError } from 'commander';

import { usageSentence } from './_usage-sentence.js';
import type { CommandContext, CommandDefinition } from './command.js';
import { CliError, pointToHelpOf } from './failure.js';
import { outputOptions, type OutputOptions } from './options.js';
import { createTerminal, type Terminal } from './terminal/terminal.js';

/** What every command gets, whatever its output options. */
export interface World extends Omit<CommandContext, 'terminal'> {
  /** Hears of the terminal that the command was given, before the command runs. */
  readonly onTerminal?: (terminal: Terminal) => void;
}

/** The command line made of `commands`; what they do, they do in `world`. */
export function createProgram(
  version: string,
  commands: readonly CommandDefinition[],
  world: World,
): Command {
  const program = new Command('prosodia')
    .description('Speech emotion recognition: recordings in, an honestly evaluated classifier out.')
    .version(version, '-V, --version', 'print the version')
    .helpCommand(false)
    .showSuggestionAfterError()
    .addHelpText('after', '\nRun `prosodia <command> --help` for the options and examples of one.');
  neverExit(program);
  for (const definition of commands) addCommand(program, definition, world);
  return program;
}

function addCommand(program: Command, definition: CommandDefinition, world: World): void {
  const command = program.command(definition.name);
  const pointToHelp = pointToHelpOf(definition.name);
  if (definition.arguments !== undefined) command.arguments(definition.arguments);
  command.summary(definition.summary).description(definition.description);
  for (const option of [...definition.options, ...outputOptions()]) {
    const parse = option.parseArg;
    if (parse !== undefined)
      option.parseArg = (text, former) => {
        try {
          return parse(text, former);
        } catch (error) {
          return pointToHelp(error);
        }
      };
    command.addOption(option);
  }
  command.addHelpText('after', examplesText(definition.examples));
  neverExit(command);
  command.action(async () => {
    const options = command.opts<OutputOptions>();
    const terminal = createTerminal(options);
    world.onTerminal?.(terminal);
    await definition.run(options, { ...world, terminal }, command.args).catch(pointToHelp);
  });
}

/** Commander would print and exit by itself; here only `runMain` does. */
function neverExit(command: Command): void {
  command.configureOutput({ outputError: () => undefined });
  command.exitOverride((error: CommanderError) => {
    if (error.exitCode === 0) throw error;
    const name = command.parent === null ? undefined : command.name();
    throw new CliError('USAGE', usageSentence(error, command.name()), name);
  });
}

function examplesText(examples: CommandDefinition['examples']): string {
  const blocks = examples.map(([comment, line]) => `  # ${comment}\n  ${line}`);
  return `\nExamples:\n${blocks.join('\n\n')}`;
}
