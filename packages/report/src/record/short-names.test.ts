import type { EvaluationRecord, EvaluationScores, RunRecord } from '@prosodia/records';
import { expect, it } from 'vitest';

import type { ResultGroup } from './result-group.js';
import { nameEvaluations, nameResults, nameRuns } from './short-names.js';

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

it('names the results of all groups together, and a single one by its kind', () => {
  const group = (runs: number, scores: Partial<EvaluationScores>[]): ResultGroup => ({
    runs: Array.from({ length: runs }, () => ({ folder: 'same' }) as RunRecord),
    evaluations: scores.map(evaluation),
    ...{ clips: new Map(), pictureOf: () => Promise.resolve({}) },
  });
  const named = (...groups: ResultGroup[]) =>
    nameResults(groups).map(({ runs, evaluations }) => [
      ...[...runs, ...evaluations].map(({ name }) => name),
    ]);
  expect(named(group(1, [{ model: 'a' }]), group(1, [{ model: 'b' }]))).toEqual([
    ['run 1', 'a'],
    ['run 2', 'b'],
  ]);
  expect(named(group(1, []))).toEqual([['this run']]);
  expect(named(group(0, [{}]))).toEqual([['this evaluation']]);
});
