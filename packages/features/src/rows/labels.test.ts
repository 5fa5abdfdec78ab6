import { expect, it } from 'vitest';
import { speechClips } from '../_test-clips.js';
import { labelsOf, oneHot } from './labels.js';

it('labels clips in the order of RAVDESS and writes a label as a row', () => {
  const labels = labelsOf([speechClips(1)[0], speechClips(1)[59]].flatMap((clip) => clip ?? []));
  expect([...labels]).toEqual([0, 7]);
  expect([...oneHot(labels)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

it('refuses a label without a column', () => {
  expect(() => oneHot([0, 3], 3)).toThrow('0 to 2 for label 1 but received 3');
});
