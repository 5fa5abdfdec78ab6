import { expect, it } from 'vitest';

import { CLIPS, PREDICTIONS } from '../record/_test-run.js';
import { answersOf } from './answers.js';
import { scoreGroups } from './groups.js';

const predictions = PREDICTIONS.map(([path, actual, predicted, ...probabilities]) => ({
  ...{ path, actual, predicted, probabilities },
}));

it('takes labels for classes, in their order', () => {
  const { actual, probabilities } = answersOf(predictions, ['calm', 'angry']);
  expect(actual).toEqual([0, 0, 1, 1, 1]);
  expect([...probabilities.slice(0, 4)]).toEqual([0.125, 0.875, 0.75, 0.25]);
});

it('scores groups by name and leaves out clips of which nothing is known', () => {
  const unknown = { path: 'else.wav', actual: 'calm', predicted: 'calm', probabilities: [1, 0] };
  const scores = scoreGroups([...predictions, unknown], CLIPS, 'gender');
  expect(scores).toMatchObject([
    { group: 'female', clips: 3, hits: 2, accuracy: 2 / 3 },
    { group: 'male', clips: 2, hits: 1, accuracy: 1 / 2 },
  ]);
});
