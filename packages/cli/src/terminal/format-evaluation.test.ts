import { expect, test } from 'vitest';

import { formatConfusion, formatPercent, formatRecalls } from './format-evaluation.js';

const plain = (_style: unknown, text: string): string => text;

test('a confusion matrix lines up and shows zeros as dots', () => {
  const text = formatConfusion(
    [
      [12, 0],
      [3, 128],
    ],
    ['neutral', 'sad'],
    plain,
  );
  expect(text.split('\n')).toEqual([
    'Rows: actual. Columns: predicted.',
    '        neutr   sad',
    'neutral    12     .',
    'sad         3   128',
  ]);
});

test('a class bar shows its recall and how many there were', () => {
  const perClass = [
    { label: 'calm', recall: 0.5, support: 38 },
    { label: 'surprised', recall: 1, support: 1 },
    { label: 'sad', recall: 0, support: 0 },
  ];
  expect(formatRecalls(perClass, plain).split('\n')).toEqual([
    `calm       ${'#'.repeat(10)}${'-'.repeat(10)}  50.00 %  of 38`,
    `surprised  ${'#'.repeat(20)} 100.00 %  of 1`,
    'sad        none to recognise',
  ]);
});

test('a ratio reads as a percentage with two decimals', () => {
  expect(formatPercent(0.44792)).toBe('44.79 %');
});
