import { expect, test } from 'vitest';

import type { Clip } from '@prosodia/features';

import { historyCsv, mostProbable, predictionsCsv } from './run-files.js';
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

test('predictions.csv names path, actual, predicted and a probability per label', () => {
  const csv = predictionsCsv(
    [clip('a, b.wav', 'sad'), clip('c.wav', 'calm')],
    Float32Array.of(0.25, 0.75, 0.9, 0.1),
    ['calm', 'sad'],
  );
  expect(csv).toBe(
    'path,actual,predicted,calm,sad\n"a, b.wav",sad,sad,0.25,0.75\nc.wav,calm,calm,0.899999976,0.100000001\n',
  );
});

test('a probability in the CSV gives back the same float32', () => {
  const values = Float32Array.from({ length: 200 }, (_, index) => Math.exp(-index / 2.7));
  const labels = Array.from(values, (_, index) => `l${index}`);
  const line = predictionsCsv([clip('a.wav', 'sad')], values, labels).split('\n')[1] ?? '';
  expect(Float32Array.from(line.split(',').slice(3), Number)).toEqual(values);
});

test('the most probable label is the first among equals', () => {
  const even = ['a', 'b'].map((label) => ({ label, probability: 0.5 }));
  expect(mostProbable(even)).toBe('a');
});

test('history.csv leaves the dev columns empty where there was no dev part', () => {
  const csv = historyCsv([{ epoch: 1, loss: 2, accuracy: 0.5, seconds: 3 }]);
  expect(csv).toBe('epoch,loss,accuracy,devLoss,devAccuracy,devUar,seconds\n1,2,0.5,,,,3\n');
});

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
