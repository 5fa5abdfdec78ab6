import { expect, test } from 'vitest';

import { formatLeftOut, formatWarnings } from './format-warnings.js';

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

test('what is left out for one reason is one line', () => {
  const message = 'Expected a text for label but received an empty text';
  const rows = Array.from({ length: 80 }, (_, i) => `line ${i + 2} of mine.csv`);
  const broken = { path: 'a.wav', code: 'NO_WAV', message: 'no WAV file' };
  const code = 'MANIFEST_ROW_INVALID';
  expect(formatLeftOut([...rows.map((path) => ({ path, code, message })), broken])).toEqual([
    `line 2 of mine.csv, line 3 of mine.csv, line 4 of mine.csv and 77 more are left out: ${message} (${code})`,
    'a.wav is left out: no WAV file (NO_WAV)',
  ]);
});
