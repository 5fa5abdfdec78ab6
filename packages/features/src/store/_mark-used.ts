import { utimes } from 'node:fs/promises';

/** Writes down that a file was of use, for whoever prunes; one that is not there, or is another's, is left alone. */
export async function markUsed(file: string, at = new Date()): Promise<void> {
  await utimes(file, at, at).catch(() => undefined);
}
