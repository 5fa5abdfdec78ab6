import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { CONFIG_FILE, EVALUATION_FILE } from '@prosodia/records';

import { CliError } from '../failure.js';
import { quoted, shortest } from '../terminal/paths.js';
import { START_FILE, UNFINISHED } from './run-start.js';

/** What `prosodia train` makes, and what `prosodia evaluate --protocol` does. */
export type ResultKind = 'run' | 'evaluation';

const THE = { run: 'a run', evaluation: 'an evaluation' } as const;
const MADE_BY = {
  run: '`prosodia train` makes runs',
  evaluation: '`prosodia evaluate --protocol` makes evaluations',
} as const;

/**
 * What each of the folders holds that were typed for a command, before any of them is read.
 *
 * @param wanted the kinds that the command takes
 * @throws {CliError} RESULT_FOLDER naming the folder that holds none of them, what it holds instead, and what to do;
 *   USAGE where one is given twice
 */
export async function findResults(
  command: string,
  folders: readonly string[],
  wanted: readonly ResultKind[],
): Promise<ResultKind[]> {
  const places = folders.map((folder) => resolve(folder));
  const twice = folders.find((_, index) => places.indexOf(places[index] ?? '') < index);
  if (twice !== undefined)
    throw new CliError(
      'USAGE',
      `Expected each folder once for ${command} but received ${twice} twice`,
      command,
    );
  const kinds: ResultKind[] = [];
  for (const folder of folders) {
    const kind = await kindOf(folder);
    if (kind !== undefined && wanted.includes(kind)) kinds.push(kind);
    else throw await refusal(folder, kind, wanted);
  }
  return kinds;
}

async function kindOf(folder: string): Promise<ResultKind | undefined> {
  if (await isThere(join(folder, CONFIG_FILE))) return 'run';
  if (await isThere(join(folder, EVALUATION_FILE))) return 'evaluation';
  return undefined;
}

async function refusal(
  folder: string,
  kind: ResultKind | undefined,
  wanted: readonly ResultKind[],
): Promise<CliError> {
  const what = wanted.map((one) => THE[one]).join(' or of ');
  const received =
    kind === undefined
      ? await otherThing(folder, wanted)
      : `that of ${THE[kind]}; ${MADE_BY[wanted[0] ?? kind]}`;
  return new CliError(
    'RESULT_FOLDER',
    `Expected the folder of ${what} for ${folder === '' ? "''" : folder} but received ${received}`,
  );
}

/** What there is instead of a result, and what to do about it. */
async function otherThing(folder: string, wanted: readonly ResultKind[]): Promise<string> {
  const makers = wanted.map((one) => MADE_BY[one]).join(', ');
  if (await isThere(join(folder, 'folds')))
    return 'an evaluation that is not finished; the command that began it goes on with it';
  const start = [join(folder, START_FILE), join(`${folder}${UNFINISHED}`, START_FILE)];
  if ((await isThere(start[0] ?? '')) || (await isThere(start[1] ?? '')))
    return `a run that is not finished; \`npx prosodia train --resume ${quoted(shortest(folder))}\` goes on with it`;
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return `a place where there is nothing; ${makers}`;
  if (!found.isDirectory()) return 'a file; the folder is wanted that it lies in';
  const within: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const kind = await kindOf(join(folder, name));
    if (kind !== undefined && wanted.includes(kind)) within.push(join(folder, name));
  }
  return within.length === 0
    ? `a folder of something else; ${makers}`
    : `a folder that holds ${within.length === 1 ? 'one' : `${within.length} of them`}; name ${within.map(quoted).join(' ')}`;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
