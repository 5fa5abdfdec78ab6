import { rm } from 'node:fs/promises';
import { readEvaluation } from '@prosodia/records';
import { PREDICTIONS, writeExampleEvaluation } from '@prosodia/records/examples';
import { riskCoverage } from '@prosodia/statistics';
import { expect, it } from 'vitest';

import { CLIPS } from '../record/_test-clips.js';
import { accuracyByGroup } from './accuracy-by-group.js';
import { answererOfEvaluation } from './answerer.js';
import { answersOf } from './clip-answers.js';
import { foldAnswers } from './fold-answers.js';

it('takes labels for classes, in their order', () => {
  const { actual, probabilities } = answersOf(PREDICTIONS, ['calm', 'angry']);
  expect(actual).toEqual([0, 0, 1, 1, 1]);
  expect([...probabilities.slice(0, 4)]).toEqual([0.125, 0.875, 0.75, 0.25]);
});

it('scores groups by name and leaves out clips of which nothing is known', () => {
  const unknown = { path: 'else.wav', actual: 'calm', predicted: 'calm', probabilities: [1, 0] };
  const scores = accuracyByGroup([...PREDICTIONS, unknown], CLIPS, 'gender');
  expect(scores).toMatchObject([
    { group: 'female', clips: 3, hits: 2, accuracy: 2 / 3 },
    { group: 'male', clips: 2, hits: 1, accuracy: 1 / 2 },
  ]);
});

it('joins the folds of all seeds, scores each, and leaves every answer as it was at any temperature', async () => {
  const folder = await writeExampleEvaluation();
  const record = await readEvaluation(folder);
  await rm(folder, { recursive: true });
  const answers = foldAnswers(record);
  expect(answers?.scores).toEqual([
    { fold: 'Actor_01', rows: 4, hits: 3 },
    { fold: '<b>', rows: 6, hits: 4 },
  ]);
  expect(answers?.raw.actual).toEqual([0, 0, 1, 1, 1, 0, 0, 1, 1, 1]);
  expect([...(answers?.raw.probabilities.slice(10, 12) ?? [])]).toEqual([0.75, 0.25]);
  for (const { probabilities, actual } of answers ? [answers.raw, answers.cooled] : [])
    expect(riskCoverage(probabilities, actual).curve.at(-1)?.risk).toBeCloseTo(3 / 10, 12);
  expect(foldAnswers({ ...record, folds: [] })).toBeUndefined();
});

it('lets the seeds of an evaluation answer as one, by their mean', async () => {
  const folder = await writeExampleEvaluation();
  const record = await readEvaluation(folder);
  await rm(folder, { recursive: true });
  const { labels, predictions: answers } = answererOfEvaluation(record);
  expect(labels).toEqual(['calm', 'angry']);
  // The seeds say 0.125 and 0.75 of calm.
  expect(answers[0]).toMatchObject({ actual: 'calm', predicted: 'angry' });
  expect(answers[0]?.probabilities).toEqual([0.4375, 0.5625]);
  expect(answers.map(({ path }) => path)).toEqual(PREDICTIONS.map(({ path }) => path));
  expect(answererOfEvaluation({ ...record, folds: [] }).predictions).toEqual([]);
});
