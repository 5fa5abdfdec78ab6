import type { CommanderError } from 'commander';

/** What commander found wrong, and the house's words for it: `$1` and the like are taken out of commander's own. */
const SENTENCES: Readonly<Record<string, readonly [RegExp, string]>> = {
  'commander.help': [/^[^]*$/, 'a command for NAME but received none'],
  'commander.unknownCommand': [
    /unknown command '(.*?)'(?:\s*\(D(.*)\))?$/,
    "a known command for NAME but received '$1' (d$2)",
  ],
  'commander.unknownOption': [
    /unknown option '(.*?)'(?:\s*\(D(.*)\))?$/,
    "a known option for NAME but received '$1' (d$2)",
  ],
  'commander.missingArgument': [/argument '(.*)'$/, '$1 for NAME but received none'],
  'commander.optionMissingArgument': [
    /option '(.*)' argument missing$/,
    'a value for $1 but received none',
  ],
  'commander.missingMandatoryOptionValue': [/option '(.*)' not/, '$1 for NAME but received none'],
  'commander.conflictingOption': [
    /option '(.*)' cannot be used with option '(.*)'$/,
    '$1 without $2 for NAME but received both',
  ],
  'commander.excessArguments': [
    /Expected (\d+) arguments? but got (\d+)/,
    '$1 arguments for NAME but received $2',
  ],
};

/** An error of commander's in the house's one sentence shape. */
export function usageSentence({ code, message }: CommanderError, command: string): string {
  const [pattern, sentence] = SENTENCES[code] ?? [];
  const found = pattern?.exec(message);
  if (!found || sentence === undefined) return message.replace(/^error: /, '');
  const filled = sentence
    .replace('NAME', command)
    .replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '');
  return `Expected ${filled.replace(/ \(d\)$/, '')}`;
}
