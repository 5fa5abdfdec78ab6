import { expect, test } from 'vitest';

import { mostProbable, probabilitiesOf } from './label-probabilities.js';

test('a row of probabilities goes with its labels', () => {
  expect(probabilitiesOf(Float32Array.of(1, 0, 0.25, 0.75), 1, ['calm', 'sad'])).toEqual([
    { label: 'calm', probability: 0.25 },
    { label: 'sad', probability: 0.75 },
  ]);
});

test('the most probable label is the first among equals', () => {
  const even = ['a', 'b'].map((label) => ({ label, probability: 0.5 }));
  expect(mostProbable(even)).toBe('a');
});
