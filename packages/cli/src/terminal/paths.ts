import { isAbsolute, relative } from 'node:path';

/** Relative to the working folder where the path lies within it. */
export function shortest(path: string): string {
  const within = relative('', path);
  return within.startsWith('..') || isAbsolute(within) ? path : within;
}

/** A word for the shell: as it is where that is safe, else in single quotes. */
export const quoted = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
