import { expect, test } from 'vitest';

import { toCsv } from './_csv.js';

test('CSV quotes what needs it and nothing else', () => {
  expect(
    toCsv([
      ['a', 1],
      ['b,"c"', 'd\ne'],
    ]),
  ).toBe('a,1\n"b,""c""","d\ne"\n');
});
