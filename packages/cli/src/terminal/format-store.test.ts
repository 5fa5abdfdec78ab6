import { expect, test } from 'vitest';

import { formatBytes, formatStore } from './format-store.js';

test('packs of one feature set and folder are one line, and what is of no use says so', () => {
  const usedAt = new Date('2026-02-03T04:05:06Z');
  const pack = {
    file: 'a',
    kind: 'features',
    featureSet: 'a.v1',
    corpus: '/c',
    stale: false,
  } as const;
  const text = formatStore([
    { ...pack, entries: 1000, bytes: 1_500_000, usedAt },
    { ...pack, entries: 440, bytes: 500_000, usedAt: new Date(0) },
    { ...pack, entries: 7, bytes: 12, usedAt, stale: true },
    { file: 'b', kind: 'files', corpus: '/c', entries: 1440, bytes: 283_808, usedAt, stale: false },
  ]);
  expect(text.split('\n')).toEqual([
    'features           recordings             entries     bytes   last used',
    'a.v1               /c                       1,440    2.0 MB  2026-02-03',
    'a.v1               /c          of no use        7      12 B  2026-02-03',
    '(hashes of files)  /c                       1,440  283.8 kB  2026-02-03',
  ]);
});

test('bytes are worded for people', () => {
  expect([0, 999, 1000, 18_600_000, 2.5e9].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '18.6 MB',
    '2.5 GB',
  ]);
});
