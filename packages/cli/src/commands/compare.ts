import type { CommandDefinition } from '../command.js';

export const compareCommand: CommandDefinition = {
  name: 'compare',
  summary: 'say whether one evaluation is better than another, or luck',
  description:
    'Compares two folders of `evaluate --protocol`, which must be of the same clips: McNemar exact test over clips, ' +
    'and a paired bootstrap over speakers, with a sentence that says what they mean.',
  arguments: '<evaluations...>',
  options: [],
  examples: [['two models under one protocol', 'prosodia compare evaluations/a evaluations/b']],
  async run(_options, { terminal }, folders) {
    const { compareEvaluations, formatComparison } = await import('../evaluation/compare.js');
    const { CliError } = await import('../failure.js');
    const [a, b, ...others] = folders;
    if (a === undefined || b === undefined || others.length > 0)
      throw new CliError(
        'USAGE',
        `Expected the folders of two evaluations for compare but received ${folders.length}: ${folders.join(' ')}`,
        'compare',
      );
    const comparison = await compareEvaluations(a, b);
    terminal.summary(comparison);
    terminal.result(formatComparison(comparison));
  },
};
