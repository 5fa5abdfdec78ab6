import { isCode } from './tree.mjs';

const LOOK_TWICE = 250;
const TOO_LONG = 400;

/**
 * A file above 250 lines is listed, one above 400 is refused.
 *
 * @param {import('./tree.mjs').Tree} tree
 * @returns {import('./tree.mjs').Finding}
 */
export function checkFileLength(tree) {
  const files = tree.files.filter(isCode);
  const lengths = files.map((file) => ({ file, lines: tree.read(file).split('\n').length - 1 }));
  const long = lengths.filter(({ lines }) => lines > LOOK_TWICE);
  return {
    looked: files.length,
    things: 'source files',
    problems: long
      .filter(({ lines }) => lines > TOO_LONG)
      .map(({ file, lines }) => `${file} has ${lines} lines, the limit is ${TOO_LONG}`),
    notes: long
      .filter(({ lines }) => lines <= TOO_LONG)
      .map(({ file, lines }) => `${file} has ${lines} lines: would two names fit better than one?`),
  };
}
