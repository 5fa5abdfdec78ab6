import { join } from 'node:path';

import { makeFolder, writeWholeFile } from '@prosodia/whole-files';

import { CliError } from '../failure.js';
import type { EvaluationSettings } from './evaluation.js';
import { readJson } from './fold-result.js';

/** Where an evaluation lies unless `--out` says. */
export function evaluationFolder(settings: EvaluationSettings): string {
  const { protocol, features, model, normalise, selection, ensemble } = settings;
  const parts = [protocol, features, model, normalise, selection];
  return join('evaluations', [...parts, ...(ensemble > 1 ? [`of${ensemble}`] : [])].join('-'));
}

/** @throws {CliError} RUN_FOLDER where the folder holds another evaluation */
export async function openEvaluation(folder: string, settings: EvaluationSettings): Promise<void> {
  await makeFolder(join(folder, 'folds'));
  const file = join(folder, 'settings.json');
  const found = await readJson(file);
  const wanted = JSON.stringify(settings);
  if (found !== undefined && identity(found as EvaluationSettings) !== identity(settings))
    throw new CliError(
      'RUN_FOLDER',
      `Expected the evaluation that was begun there, or a new folder, for ${folder} but received one of other settings or recordings; --out names another`,
    );
  await writeWholeFile(file, [wanted, '\n']);
}

/** More seeds are more of the same. */
function identity(settings: EvaluationSettings): string {
  return JSON.stringify({ ...settings, seeds: 0 });
}
