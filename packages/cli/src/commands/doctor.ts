import type { CommandDefinition } from '../command.js';
import { CliError } from '../failure.js';

export const doctorCommand: CommandDefinition = {
  name: 'doctor',
  summary: 'say what is there on this machine, and what to do about what is not',
  description:
    'Looks at everything that the other commands build on: Node, the native addon and its kernel, compiler and CMake, ' +
    'ffmpeg, TensorFlow and its device, threads, folders and the corpus. It changes nothing and downloads nothing, and ' +
    'fails only where `train` could not work.',
  options: [],
  examples: [
    ['everything on one screen', 'prosodia doctor'],
    ['what a script may want to know', 'prosodia doctor --json | jq -e .ready'],
  ],
  async run(_options, context) {
    const { examineMachine } = await import('../flows/examine-machine.js');
    const { formatFindings } = await import('../terminal/format-findings.js');
    const { terminal } = context;
    const findings = await examineMachine(context);
    const blocking = findings.filter(({ state }) => state === 'blocking');
    terminal.summary({ ready: blocking.length === 0, findings });
    terminal.result(formatFindings(findings, terminal.paint));
    if (blocking.length > 0)
      throw new CliError(
        'NOT_READY',
        `Expected a machine that can train for prosodia but received one with trouble: ${blocking.map(({ name }) => name).join(', ')}`,
      );
  },
};
