import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { EvaluationSettings } from '@prosodia/records';
import { makeFolder, writeWholeFile } from '@prosodia/whole-files';

import { CliError, Interruption } from '../failure.js';
import { shortest } from '../terminal/paths.js';

/** Where an evaluation lies unless `--out` says. */
export function evaluationFolder(settings: EvaluationSettings): string {
  const { protocol, features, model, normalise, selection, ensemble } = settings;
  const parts = [protocol, features, model, normalise, selection];
  return join('evaluations', [...parts, ...(ensemble > 1 ? [`of${ensemble}`] : [])].join('-'));
}

/** @throws {CliError} RUN_FOLDER where the folder holds another evaluation */
export async function openEvaluation(folder: string, settings: EvaluationSettings): Promise<void> {
  // More seeds are more of the same; what is typed otherwise may mean the same.
  const same = (of: object): string => JSON.stringify({ ...of, seeds: 0, given: null });
  await openResumable(folder, 'folds', settings, same);
}

/**
 * Makes a folder for work of many parts, or finds one where the same work was begun.
 *
 * @param parts the folder in it for a file of each part
 * @param what is done, written down as `settings.json`
 * @param same what must be equal for the work to be the same
 * @throws {CliError} RUN_FOLDER where the folder holds other work
 */
export async function openResumable(
  folder: string,
  parts: string,
  what: object,
  same: (what: object) => string = JSON.stringify,
): Promise<void> {
  await makeFolder(join(folder, parts));
  const file = join(folder, 'settings.json');
  const found = await readJson(file);
  if (found !== undefined && same(found as object) !== same(what))
    throw new CliError(
      'RUN_FOLDER',
      `Expected what was begun there, or a new folder, for ${folder} but received one of other settings or recordings; --out names another`,
    );
  await writeWholeFile(file, [JSON.stringify(what), '\n']);
}

/** Does the work of such a folder; Ctrl-C leaves what is done of it, and is told with what goes on. */
export async function duringResumable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError')
      throw new Interruption(
        `What is done so far is kept in ${shortest(folder)}. To go on: the same command again`,
      );
    throw error;
  });
}

/** @returns undefined where the file is not there */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError('RUN_FOLDER', `Expected JSON for ${file} but received something else`);
  }
}
