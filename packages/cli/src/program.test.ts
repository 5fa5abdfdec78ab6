import { expect, test } from 'vitest';

import type { CommandDefinition } from './command.js';
import { CliError } from './failure.js';
import { choiceOption, integerOption, textOption } from './options.js';
import { createProgram } from './program.js';

interface Call {
  readonly options: unknown;
  readonly operands: readonly string[];
}

/** Parses `line` for one command with every kind of option; returns what the command was run with. */
async function parse(...line: string[]): Promise<Call> {
  const calls: Call[] = [];
  const probe: CommandDefinition = {
    name: 'probe',
    summary: 'looks',
    description: 'Looks at its options.',
    arguments: '[files...]',
    options: [
      integerOption('--count <n>', 'how many', { min: 1, max: 10 }).default(5),
      choiceOption('--pick <one>', 'which', ['left', 'right']),
      textOption('--name <text>', 'what'),
    ],
    examples: [['look once', 'prosodia probe --count 1']],
    run(options, _context, operands) {
      calls.push({ options, operands });
      return Promise.resolve();
    },
  };
  const program = createProgram('1.2.3', [probe], {
    signal: new AbortController().signal,
    env: {},
  });
  await program.parseAsync(line, { from: 'user' });
  return calls[0] ?? { options: undefined, operands: [] };
}

test('options arrive parsed, with defaults, and operands in order', async () => {
  expect(await parse('probe', '--pick', 'left', 'b.wav', 'a b.wav', '--json')).toEqual({
    options: { count: 5, pick: 'left', json: true, progress: 'auto' },
    operands: ['b.wav', 'a b.wav'],
  });
});

test.each(['0', '11', '-1', '1.5', '1e1', '0x3', '', ' 3', 'many'])(
  'a whole number refuses %j with the house sentence',
  async (value) => {
    await expect(parse('probe', `--count=${value}`)).rejects.toThrow(
      `Expected a whole number from 1 to 10 for --count but received '${value}'`,
    );
  },
);

test('a choice and a text name what they take', async () => {
  await expect(parse('probe', '--pick', 'up')).rejects.toThrow(
    "Expected one of left, right for --pick but received 'up'",
  );
  await expect(parse('probe', '--name', '')).rejects.toThrow(
    "Expected a name for --name but received ''",
  );
});

test('a misspelt option or command is refused by name, with the likely one', async () => {
  const misspelt = parse('probe', '--cuont', '3');
  await expect(misspelt).rejects.toThrow(
    "Expected a known option for probe but received '--cuont' (did you mean --count?)",
  );
  await expect(misspelt).rejects.toMatchObject({ code: 'USAGE', command: 'probe' });
  await expect(parse('prob')).rejects.toThrow(
    "Expected a known command for prosodia but received 'prob' (did you mean probe?)",
  );
  await expect(parse('prob')).rejects.toBeInstanceOf(CliError);
});

test.each([
  ["Expected a known option for probe but received '--zzzzzz'", 'probe', '--must', 'x', '--zzzzzz'],
  ['Expected a value for --count <n> but received none', 'probe', '--must', 'x', '--count'],
  ['Expected --must <text> for probe but received none', 'probe'],
  ['Expected files for probe but received none', 'probe', '--must', 'x'],
  ['Expected 0 arguments for bare but received 1', 'bare', 'x'],
  ['Expected a command for prosodia but received none'],
])('whatever is wrong with a call is told as: %s', async (sentence, ...line) => {
  const rest = { summary: 's', description: 'd', examples: [], run: () => Promise.resolve() };
  const count = integerOption('--count <n>', 'how many', { min: 1, max: 10 });
  const must = textOption('--must <text>', 'what').makeOptionMandatory();
  const probe = { ...rest, name: 'probe', arguments: '<files...>', options: [count, must] };
  const world = { signal: new AbortController().signal, env: {} };
  const program = createProgram('1.2.3', [probe, { ...rest, name: 'bare', options: [] }], world);
  program.configureOutput({ writeErr: () => undefined });
  const wrong = program.parseAsync(line, { from: 'user' });
  await expect(wrong).rejects.toMatchObject({ code: 'USAGE', message: sentence });
});

test('a value that an option refuses is explained by the help of its command', async () => {
  await expect(parse('probe', '--count', '0')).rejects.toMatchObject({ command: 'probe' });
});
