import { expect, test } from 'vitest';

import { formatWarnings } from './format-warnings.js';

const narrow = 'its band ends at 4000 Hz';

test('what is odd about many files alike is one line with the first of them', () => {
  const calls = Array.from({ length: 1440 }, (_, i) => ({ path: `${i}.wav`, message: narrow }));
  const short = { path: 'a.wav', message: 'the file ends early' };
  expect(formatWarnings([calls[0], short, ...calls.slice(1)].flatMap((one) => one ?? []))).toEqual([
    `0.wav, 1.wav, 2.wav and 1437 more: ${narrow}`,
    'a.wav: the file ends early',
  ]);
});

test('up to three files are all named, and none are no line', () => {
  const warnings = ['a', 'b', 'c'].map((path) => ({ path, message: narrow }));
  expect(formatWarnings(warnings)).toEqual([`a, b, c: ${narrow}`]);
  expect(formatWarnings([])).toEqual([]);
});
