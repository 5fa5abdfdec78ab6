import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { parseJson } from './_json.js';
import { expected } from './errors.js';
import {
  foldSchema,
  scoresSchema,
  type EvaluationRecord,
  type EvaluationScores,
  type FoldRecord,
} from './evaluation-record.js';
import { EVALUATION_FILE, foldFile } from './files.js';

/**
 * Reads an evaluation by a protocol: `evaluation.json`, and the files of `folds/` where they are there.
 *
 * @throws {RecordsError} RUN_NOT_FOUND where it is not finished, RUN_INVALID naming the file and what is wrong in it
 */
export async function readEvaluation(folder: string): Promise<EvaluationRecord> {
  const scores = await readScores(folder);
  const name = basename(resolve(folder));
  return { folder: name, name, scores, folds: await readFolds(folder, scores) };
}

/**
 * What an evaluation came to, without its folds.
 *
 * @throws {RecordsError} as `readEvaluation`
 */
export async function readScores(folder: string): Promise<EvaluationScores> {
  const file = join(folder, EVALUATION_FILE);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const received = `${(cause as NodeJS.ErrnoException).code ?? String(cause)} for ${EVALUATION_FILE}`;
    throw expected('RUN_NOT_FOUND', 'a finished evaluation', folder, received, { cause });
  });
  return parseScores(text, file);
}

/**
 * What the text of an `evaluation.json` says.
 *
 * @param file how an error calls it
 * @throws {RecordsError} RUN_INVALID
 */
export function parseScores(text: string, file: string): EvaluationScores {
  const scores = parseJson(text, scoresSchema, file);
  checkSizes(scores, file);
  return scores;
}

/**
 * A fold of a seed; see `foldFile` for `index`.
 *
 * @returns undefined where it is not there
 * @throws {RecordsError} RUN_INVALID naming the file and what is wrong in it
 */
export async function readFold(
  folder: string,
  seed: number,
  index: number,
): Promise<FoldRecord | undefined> {
  const file = foldFile(folder, seed, index);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseJson(text, foldSchema, file);
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
    for (let index = 0; index < folds; index++) {
      const record = await readFold(folder, seed, index);
      if (record === undefined) return [];
      const { counts, probabilities } = record;
      own += counts.test;
      if (probabilities.length !== counts.test * labels.length)
        throw expected(
          'RUN_INVALID',
          `${counts.test} x ${labels.length} probabilities`,
          foldFile(folder, seed, index),
          probabilities.length,
        );
      found.push(record);
    }
    if (own !== clips.length)
      throw expected(
        'RUN_INVALID',
        `${clips.length} clips, as many as ${EVALUATION_FILE} has,`,
        `the folds of seed ${seed} in ${folder}`,
        own,
      );
  }
  return found;
}
