import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { expected } from '../errors.js';
import { parseJson } from './_parse-json.js';
import {
  evaluationSchema,
  foldSchema,
  type EvaluationRecord,
  type EvaluationScores,
  type FoldRecord,
} from './evaluation-record.js';

/**
 * Reads an evaluation by a protocol: `evaluation.json`, and the files of `folds/` where they are there.
 *
 * @throws {ReportError} RUN_NOT_FOUND where it is not finished, RUN_INVALID naming the file and what is wrong in it
 */
export async function readEvaluation(folder: string): Promise<EvaluationRecord> {
  const file = join(folder, 'evaluation.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const received = `${(cause as NodeJS.ErrnoException).code ?? String(cause)} for evaluation.json`;
    throw expected('RUN_NOT_FOUND', 'a finished evaluation', folder, received, { cause });
  });
  const scores = parseJson(text, evaluationSchema, file);
  checkSizes(scores, file);
  const name = basename(resolve(folder));
  return { folder: name, name, scores, folds: await readFolds(folder, scores) };
}

function checkSizes({ labels, confusion, clips, predicted }: EvaluationScores, file: string): void {
  const check = (what: string, place: string, wanted: number, found: readonly unknown[]): void => {
    if (found.length === wanted) return;
    throw expected('RUN_INVALID', `${wanted} ${what}`, `${place} in ${file}`, found.length);
  };
  for (const row of [confusion, ...confusion]) check('counts', 'confusion', labels.length, row);
  for (const seed of predicted) check('clips', 'predicted', clips.length, seed);
  const highest = Math.max(...clips.map(({ actual }) => actual), ...predicted.flat());
  if (highest >= labels.length)
    throw expected('RUN_INVALID', `classes below ${labels.length}`, `clips in ${file}`, highest);
}

/** Every fold of every seed, or none: models that answered together once kept only what they came to. */
async function readFolds(folder: string, scores: EvaluationScores): Promise<FoldRecord[]> {
  const { folds, predicted, clips, labels } = scores;
  const found: FoldRecord[] = [];
  for (let seed = 0; seed < predicted.length; seed++) {
    let own = 0;
    for (let fold = 1; fold <= folds; fold++) {
      const file = join(folder, 'folds', `seed${seed}-fold${fold}.json`);
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined) return [];
      const record = parseJson(text, foldSchema, file);
      own += record.counts.test;
      if (record.probabilities.length !== record.counts.test * labels.length)
        throw expected(
          'RUN_INVALID',
          `${record.counts.test} x ${labels.length} probabilities`,
          file,
          record.probabilities.length,
        );
      found.push(record);
    }
    if (own !== clips.length)
      throw expected(
        'RUN_INVALID',
        `${clips.length} clips, as many as evaluation.json has,`,
        `the folds of seed ${seed} in ${folder}`,
        own,
      );
  }
  return found;
}
