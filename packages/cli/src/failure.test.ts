import { expect, test } from 'vitest';

import { CliError, endingFor, expectedArgument, Interruption } from './failure.js';

test('a wrong argument ends with 2, the sentence and where to look', () => {
  const error = expectedArgument('a whole number from 1 to 10', '--epochs', 'many');
  expect(endingFor(error, false)).toEqual({
    exitCode: 2,
    text: "Error: Expected a whole number from 1 to 10 for --epochs but received 'many' (USAGE)\nRun `prosodia --help` for usage and examples.",
  });
  expect(endingFor(new CliError('USAGE', 'x', 'train'), false).text).toContain(
    '`prosodia train --help`',
  );
});

test('a foreseen failure ends with 1 and its code, without a stack', () => {
  const error = Object.assign(new Error('Expected a folder'), { code: 'IO' });
  expect(endingFor(error, false)).toEqual({ exitCode: 1, text: 'Error: Expected a folder (IO)' });
});

test('a defect names its kind and how to see the stack; with debug the stack is there', () => {
  const error = new TypeError('x is not a function');
  expect(endingFor(error, false).text).toBe(
    'Error: an unexpected TypeError: x is not a function\nPROSODIA_DEBUG=1 shows where it happened.',
  );
  expect(endingFor(error, true).text).toContain('failure.test.ts');
});

test('an abort ends with 130, and something thrown that is no error still has words', () => {
  expect(endingFor(new DOMException('aborted', 'AbortError'), false).exitCode).toBe(130);
  expect(endingFor(new Interruption('To go on: x'), false)).toEqual({
    exitCode: 130,
    text: 'Interrupted\nTo go on: x',
  });
  expect(endingFor('nonsense', false)).toEqual({ exitCode: 1, text: "Error: 'nonsense'" });
});
