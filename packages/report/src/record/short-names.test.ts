import { expect, it } from 'vitest';

import type { EvaluationRecord, EvaluationScores } from './evaluation-record.js';
import type { RunRecord } from './run-record.js';
import { nameEvaluations, nameRuns } from './short-names.js';

const evaluation = (scores: Partial<EvaluationScores>): EvaluationRecord =>
  ({
    ...{ folder: 'a', name: 'a', folds: [] },
    scores: { protocol: 'p', model: 'm', features: 'f', normalise: 'train', ...scores },
  }) as unknown as EvaluationRecord;
const names = (...many: Partial<EvaluationScores>[]): string[] =>
  nameEvaluations(many.map(evaluation)).map(({ name }) => name);

it('names evaluations by what tells them apart, and by nothing else', () => {
  expect(names({ model: 'a' }, { model: 'b', features: 'g' })).toEqual(['a', 'b']);
  expect(names({ normalise: 'speaker' }, {}, { protocol: 'q' })).toEqual([
    ...['p, by speaker', 'p, by train', 'q, by train'],
  ]);
});

it('numbers evaluations that nothing tells apart, and names one by its model', () => {
  expect(names({}, {})).toEqual(['evaluation 1', 'evaluation 2']);
  expect(names({ model: 'svm' })).toEqual(['svm']);
});

it('numbers runs whose folders are long or alike', () => {
  const runs = ['short', 'same', 'same', 'a folder with a name of many letters'];
  expect(nameRuns(runs.map((folder) => ({ folder }) as RunRecord)).map(({ name }) => name)).toEqual(
    ['short', 'run 2', 'run 3', 'run 4'],
  );
});
