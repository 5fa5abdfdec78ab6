import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** @returns the folder: the given one, or a new one among the system's temporary folders */
export async function writeFolder(
  given: string | undefined,
  kind: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), `prosodia-example-${kind}-`)));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
