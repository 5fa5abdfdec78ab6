import { expect, test } from 'vitest';

import { parseAge, parseBytes } from './_amounts.js';

test('ages and sizes are read with their units', () => {
  expect(['12h', '30d', '1.5w', '0d'].map((text) => parseAge(text, 'age') / 3_600_000)).toEqual([
    12, 720, 252, 0,
  ]);
  const sizes = ['0', '17', '20kB', '500MB', '2.5GB', '1 TB'];
  expect(sizes.map((text) => parseBytes(text, 'size'))).toEqual([0, 17, 2e4, 5e8, 2.5e9, 1e12]);
});

test.each(['', '30', 'd', '-1d', '1y', '1e3d', '30 days'])('%j is no age', (text) => {
  expect(() => parseAge(text, '--older-than')).toThrow(
    'Expected an age such as 12h, 30d or 2w for --older-than but received',
  );
});

test.each(['', 'MB', '-1', '1e9', '5XB', '2GB!', '0x10', 'constructor'])(
  '%j is no size',
  (text) => {
    expect(() => parseBytes(text, '--max-bytes')).toThrow(
      'Expected a size such as 500MB, 2GB or 0 for --max-bytes but received',
    );
  },
);
