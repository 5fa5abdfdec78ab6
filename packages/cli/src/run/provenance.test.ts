import { expect, test } from 'vitest';

import { madeOfSyntheticSounds, provenanceOf, unseenRows } from './provenance.js';

const real = { name: 'ravdess', synthetic: false } as const;
const demo = { name: 'demo', synthetic: true } as const;
const clips = [{ path: 'Actor_01/a.wav' }, { path: 'Actor_01/b.wav' }, { path: 'c.wav' }];

test('clips a model was trained on are recognised, in any layout of the corpus', () => {
  const provenance = provenanceOf(real, [{ path: 'Actor_01/a.wav' }, { path: 'Actor_02/c.wav' }]);
  expect(unseenRows(provenance, real, clips)).toEqual([1]);
});

test('the demo corpus has the names of RAVDESS and other sounds', () => {
  expect(unseenRows(provenanceOf(demo, clips), real, clips)).toEqual([0, 1, 2]);
  expect(unseenRows(provenanceOf(demo, clips), demo, clips)).toEqual([]);
});

test('of a model that does not say what it was trained on nobody knows what it has seen', () => {
  expect(unseenRows({}, real, clips)).toBeNull();
  expect(unseenRows({ corpus: 'mine', trainedOn: [] }, real, clips)).toBeNull();
  expect(unseenRows({ corpus: real, trainedOn: 3 }, real, clips)).toBeNull();
});

test('a model made of synthetic sounds is known as such', () => {
  expect(madeOfSyntheticSounds(provenanceOf(demo, []))).toBe(true);
  expect(madeOfSyntheticSounds(provenanceOf(real, []))).toBe(false);
  expect(
    [{}, { corpus: null }, { corpus: [] }, { corpus: 'x' }].map(madeOfSyntheticSounds),
  ).toEqual([false, false, false, false]);
});
