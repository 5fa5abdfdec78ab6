import { expect, test } from 'vitest';

import { madeOfSyntheticSounds, provenanceOf, unseenRows } from './provenance.js';

const real = { name: 'ravdess', synthetic: false } as const;
const demo = { name: 'demo', synthetic: true } as const;
/** Clips of one value each, which stands for their sound. */
const tableOf = (sounds: Readonly<Record<string, number>>) => ({
  clips: Object.keys(sounds).map((path) => ({ path })),
  values: Float32Array.from(Object.values(sounds)),
  width: 1,
});
const table = tableOf({ 'Actor_01/a.wav': 1, 'Actor_01/b.wav': 2, 'c.wav': 3 });

test('clips a model was trained on are recognised by name, in any layout of the corpus', () => {
  const other = tableOf({ 'Actor_01/a.wav': 7, 'Actor_02/c.wav': 8, 'd.wav': 9 });
  expect(unseenRows(provenanceOf(real, other, [0, 1]), real, table)).toEqual([1]);
});

test('the demo corpus has the names of RAVDESS and other sounds', () => {
  const otherSounds = { ...table, values: Float32Array.of(7, 8, 9) };
  const provenance = provenanceOf(demo, otherSounds, [0, 1, 2]);
  expect(unseenRows(provenance, real, table)).toEqual([0, 1, 2]);
  expect(unseenRows(provenance, demo, table)).toEqual([]);
});

test('a sound that was learnt is known again by any name in any corpus, one that differs in a bit is not', () => {
  const provenance = provenanceOf(real, table, [0, 2]);
  const renamed = tableOf({
    '0000.wav': 3,
    '0001.wav': 2,
    '0002.flac': 1,
    '0003.wav': 1 + 2 ** -23,
  });
  expect(unseenRows(provenance, { name: 'c', synthetic: false }, renamed)).toEqual([1, 3]);
});

test('the digest is the same in every release: 16 digits of a SHA-256', () => {
  expect(provenanceOf(real, table, [1])).toMatchObject({ trainedOnSounds: ['d88c86f15bbea365'] });
});

test('a model of before there were digests is judged by names', () => {
  const old = { corpus: { ...real }, trainedOn: ['Actor_01/a.wav'] };
  expect(unseenRows(old, real, table)).toEqual([1, 2]);
  expect(unseenRows(old, { name: 'c', synthetic: false }, table)).toEqual([0, 1, 2]);
});

test('of a model that does not say what it was trained on nobody knows what it has seen', () => {
  expect(unseenRows({}, real, table)).toBeNull();
  expect(unseenRows({ corpus: 'mine', trainedOn: [] }, real, table)).toBeNull();
  expect(unseenRows({ corpus: { ...real }, trainedOn: 3 }, real, table)).toBeNull();
});

test('a model made of synthetic sounds is known as such', () => {
  expect(madeOfSyntheticSounds(provenanceOf(demo, table, []))).toBe(true);
  expect(madeOfSyntheticSounds(provenanceOf(real, table, []))).toBe(false);
  expect(
    [{}, { corpus: null }, { corpus: [] }, { corpus: 'x' }].map(madeOfSyntheticSounds),
  ).toEqual([false, false, false, false]);
});
