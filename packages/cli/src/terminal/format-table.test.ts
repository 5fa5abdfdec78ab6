import { expect, test } from 'vitest';

import { counted, formatTable, thousands } from './format-table.js';

test('tables align names to the left and the last columns to the right', () => {
  const text = formatTable(
    [
      ['layer', 'size'],
      ['a', '1,024'],
      ['longer', '8'],
    ],
    1,
  );
  expect(text.split('\n')).toEqual(['layer    size', 'a       1,024', 'longer      8']);
});

test('thousands are told apart by commas', () => {
  expect([0, 999, 1000, 1_129_384].map(thousands)).toEqual(['0', '999', '1,000', '1,129,384']);
});

test('one is told in the singular', () => {
  expect([0, 1, 1440].map((count) => counted(count, 'clip'))).toEqual([
    '0 clips',
    '1 clip',
    '1,440 clips',
  ]);
});
