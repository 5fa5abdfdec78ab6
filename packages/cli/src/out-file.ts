import { dirname } from 'node:path';

import { makeFolder, tryWholeFile } from '@prosodia/whole-files';

import { asCliError } from './failure.js';

/**
 * Finds out before the work whether a file that was asked for with `--out` can be written at its end; makes its
 * folder.
 *
 * @param options.force whether a file of that name may be replaced
 * @throws {CliError} OUT_FILE
 */
export async function planOutFile(
  file: string,
  { force = false }: { readonly force?: boolean },
): Promise<void> {
  const fail = asCliError('OUT_FILE', force ? undefined : '--force replaces it');
  await makeFolder(dirname(file)).catch(fail);
  await tryWholeFile(file, { replace: force }).catch(fail);
}
