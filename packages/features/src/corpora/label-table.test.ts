import { expect, it } from 'vitest';
import { EMOTIONS } from './clip.js';
import { LABELS, codesOf, labelOfWord, labelSetOf } from './label-table.js';

it("begins with RAVDESS's emotions, so that each keeps its index", () => {
  expect(LABELS.slice(0, 8)).toEqual(EMOTIONS);
  expect([...codesOf('ravdess').values()]).toEqual(EMOTIONS);
});

it('gives each corpus the emotions that it has, no code twice', () => {
  const counts = (['crema-d', 'tess', 'savee', 'emo-db'] as const).map(
    (name) => codesOf(name).size,
  );
  expect(counts).toEqual([6, 7, 7, 7]);
});

it.each([
  ['Anger', 'angry'],
  [' happiness ', 'happy'],
  ['boredom', 'bored'],
  ['Tired', 'Tired'],
])('takes the word %j for %s', (word, label) => {
  expect(labelOfWord(word)).toBe(label);
});

it('gives a model all labels of the corpora, and the words that only the clips have', () => {
  const of = (corpus: string, ...emotions: string[]) =>
    labelSetOf(emotions.map((emotion) => ({ corpus, emotion })));
  expect(of('ravdess', 'sad')).toEqual(EMOTIONS);
  expect(of('demo', 'sad')).toEqual(EMOTIONS);
  expect(of('crema-d', 'sad')).toEqual(['neutral', 'happy', 'sad', 'angry', 'fearful', 'disgust']);
  expect(of('mine', 'tired', 'sad', 'glad')).toEqual(['sad', 'glad', 'tired']);
});
