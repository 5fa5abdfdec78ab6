import type { Clip } from '@prosodia/features';
import { expect, test } from 'vitest';

import { hashTable } from './run-metrics.js';

function clip(path: string, emotion: Clip['emotion']): Clip {
  const rest = {
    corpus: 'ravdess',
    speaker: 'Actor_01',
    gender: 'male',
    intensity: 'normal',
  } as const;
  return { path, emotion, ...rest, statement: 1, repetition: 1 };
}

test('the data hash sees every path and every value', () => {
  const table = (path: string, ...values: number[]) => ({
    featureSetId: 'x',
    clips: [clip(path, 'sad'), clip('b.wav', 'sad')],
    values: Float32Array.from(values),
    width: 2,
  });
  const hash = hashTable(table('a.wav', 1, 2, 3, 4));
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hashTable(table('a.wav', 1, 2, 3, 4))).toBe(hash);
  expect(hashTable(table('A.wav', 1, 2, 3, 4))).not.toBe(hash);
  expect(hashTable(table('a.wav', 1, 2, 3, 5))).not.toBe(hash);
});
