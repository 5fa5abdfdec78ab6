import { expect, it } from 'vitest';

import { predictionsCsv, readPredictions } from './predictions.js';

it('names path, actual, predicted and a probability per label', () => {
  const csv = predictionsCsv(
    [
      { path: 'a, b.wav', actual: 'sad', predicted: 'sad', probabilities: [0.25, 0.75] },
      {
        ...{ path: 'c.wav', actual: 'calm', predicted: 'calm' },
        probabilities: [...Float32Array.of(0.9, 0.1)],
      },
    ],
    ['calm', 'sad'],
  );
  expect(csv).toBe(
    'path,actual,predicted,calm,sad\n"a, b.wav",sad,sad,0.25,0.75\nc.wav,calm,calm,0.899999976,0.100000001\n',
  );
});

it('gives back the same float32, and names that need quotes', () => {
  const values = Float32Array.from({ length: 200 }, (_, index) => Math.exp(-index / 2.7));
  const labels = Array.from(values, (_, index) => `l${index}`);
  const row = { path: 'a "b",\nc.wav', actual: 'l0', predicted: 'l1', probabilities: [...values] };
  const [read] = readPredictions(predictionsCsv([row], labels), labels, 'predictions.csv');
  expect(read).toMatchObject({ path: row.path, actual: 'l0', predicted: 'l1' });
  expect(Float32Array.from(read?.probabilities ?? [])).toEqual(values);
});
