import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, writeWholeFile } from '@prosodia/whole-files';

/**
 * Writes a file of a store, whole or not at all, and makes its folder. It is tried twice: whoever prunes may take the
 * folder away while nothing is in it yet.
 *
 * @throws {WholeFilesError} NOT_WRITABLE
 */
export async function writeKept(
  file: string,
  chunks: () => Iterable<string | Uint8Array>,
): Promise<void> {
  const write = async (): Promise<void> => {
    await makeFolder(dirname(file));
    await writeWholeFile(file, chunks());
  };
  await write().catch((error: unknown) => {
    if (existsSync(dirname(file))) throw error;
    return write();
  });
}
