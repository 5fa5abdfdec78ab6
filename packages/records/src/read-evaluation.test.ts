import { rm } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';

import {
  exampleFold,
  exampleScores,
  writeExampleEvaluation,
  type ExampleEvaluationOptions,
} from './examples/example-evaluation.js';
import { writeExampleRun } from './examples/example-run.js';
import { readEvaluation } from './read-evaluation.js';

const folders: string[] = [];
const keep = (folder: string): string => {
  folders.push(folder);
  return folder;
};
const write = async (options?: ExampleEvaluationOptions): Promise<string> =>
  keep(await writeExampleEvaluation(options));
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

it('reads what an evaluation writes, fold by fold of each seed', async () => {
  const { scores, folds } = await readEvaluation(await write());
  expect(scores).toEqual(exampleScores());
  expect(folds.map(({ seed, fold }) => [seed, fold])).toEqual([
    [0, 'Actor_01'],
    [0, '<b>'],
    [1, 'Actor_01'],
    [1, '<b>'],
  ]);
});

it('reads older evaluations, which said less of where they come from', async () => {
  const { calibration, corpus, given, foldsHash, recipe, ...rest } = exampleScores();
  const { prosodia, commit, node, platform, ...older } = rest;
  expect([corpus, given, foldsHash, recipe, prosodia, commit, node, platform]).toHaveLength(8);
  const { riskCoverage, ...less } = calibration;
  expect(riskCoverage).toHaveLength(1);
  const text = JSON.stringify({ ...older, calibration: less });
  const { scores } = await readEvaluation(await write({ files: { 'evaluation.json': text } }));
  expect(scores).toEqual({ ...older, calibration: { ...less, riskCoverage: [] } });
});

it('goes on without folds where the folder has none', async () => {
  expect((await readEvaluation(await write({ withFolds: false }))).folds).toEqual([]);
});

it('says that an evaluation is not finished', async () => {
  const folder = keep(await writeExampleRun({ files: { 'settings.json': '{}' } }));
  await expect(readEvaluation(folder)).rejects.toMatchObject({
    code: 'RUN_NOT_FOUND',
    message: expect.stringContaining('Expected a finished evaluation for ') as string,
  });
});

it.each<[string, ExampleEvaluationOptions, string]>([
  ['no JSON', { files: { 'evaluation.json': '{' } }, 'Expected JSON for '],
  ['a ratio above 1', { scores: { human: 2 } }, 'for human in '],
  ['a confusion of another size', { scores: { confusion: [[1, 2]] } }, '2 counts for confusion'],
  ['a seed with a clip too few', { scores: { predicted: [[0]] } }, '5 clips for predicted'],
  ['a class that is none', { scores: { predicted: [[0, 1, 2, 0, 1]] } }, 'classes below 2'],
  [
    'a fold with a probability too few',
    { files: { 'folds/seed1-fold2.json': foldOf(3, [0.5]) } },
    '3 x 2 probabilities for ',
  ],
  [
    'folds with a clip too many',
    { files: { 'folds/seed0-fold1.json': foldOf(3, [1, 0, 1, 0, 1, 0]) } },
    '5 clips, as many as evaluation.json has, for the folds of seed 0',
  ],
])('refuses %s', async (_, options, words) => {
  await expect(readEvaluation(await write(options))).rejects.toMatchObject({
    code: 'RUN_INVALID',
    message: expect.stringContaining(words) as string,
  });
});

function foldOf(test: number, probabilities: readonly number[]): string {
  return JSON.stringify(exampleFold(test, probabilities));
}
