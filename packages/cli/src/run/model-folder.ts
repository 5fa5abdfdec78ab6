import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { CliError } from '../failure.js';

/**
 * The folder of the model that `--model` names: the model's own, or the run's that holds it as `model/`.
 *
 * @throws {CliError} MODEL_FOLDER
 */
export async function findModelFolder(path: string): Promise<string> {
  for (const folder of [path, join(path, 'model')])
    if (await isThere(join(folder, 'model.json'))) return folder;
  const found = (await isThere(path)) ? 'a place with neither' : 'one that is not there';
  throw new CliError(
    'MODEL_FOLDER',
    `Expected a folder with model.json or a run with model/ for ${path} but received ${found}; \`prosodia train\` makes runs`,
  );
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
