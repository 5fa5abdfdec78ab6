import { EMOTIONS, LABELS, type Clip } from '@prosodia/features';
import { exampleFold, exampleScores } from '@prosodia/records/examples';
import { expect, test } from 'vitest';

import { createEvaluation } from './evaluation.js';

/** The listeners beside an evaluation of two clips. */
function listenersBeside(clip: Partial<Clip> & { vocalChannel?: string }, labels = EMOTIONS) {
  const clips = ['happy', 'sad'].map((emotion) => ({
    ...{ path: `${emotion}.wav`, corpus: 'ravdess', speaker: 'Actor_01', emotion },
    ...clip,
  }));
  const answers = clips.flatMap(({ emotion }) => labels.map((label) => Number(label === emotion)));
  const dev = { devActual: clips.map(({ emotion }) => labels.indexOf(emotion as 'sad')) };
  const fold = { ...exampleFold(2, answers), rows: [0, 1], ...dev, devProbabilities: answers };
  return createEvaluation({ ...exampleScores(), labels, synthetic: false }, clips, [fold]).human;
}

test("listeners of RAVDESS's speech stand beside it", () => {
  expect(listenersBeside({})).toBe(0.624);
  expect(listenersBeside({ vocalChannel: 'speech' })).toBe(0.624);
});

test('nobody listened to songs, other corpora or other emotions in that way', () => {
  expect(listenersBeside({ vocalChannel: 'song' })).toBeNull();
  expect(listenersBeside({ corpus: 'demo' })).toBeNull();
  expect(listenersBeside({}, LABELS as typeof EMOTIONS)).toBeNull();
});
