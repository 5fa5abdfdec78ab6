import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeKept } from './_write-kept.js';

/** A small file that knows when it is damaged: the SHA-256 of its JSON, then the JSON. */
export async function writeSealed(file: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await writeKept(file, () => [sha256(text), '\n', text]);
}

/** What {@link writeSealed} wrote; undefined where there is none, or where it is damaged: it can be made again. */
export async function readSealed(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  return end > 0 && text.slice(0, end) === sha256(body) ? (JSON.parse(body) as unknown) : undefined;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
