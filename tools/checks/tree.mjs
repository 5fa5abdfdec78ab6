import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What the checks look at. A test hands in a tree of its own.
 *
 * @typedef {object} Tree
 * @property {readonly string[]} files relative to the root, with `/`
 * @property {(file: string) => string} read
 * @property {(file: string) => number} bytes
 */

/**
 * What a check found.
 *
 * @typedef {object} Finding
 * @property {number} looked at how many things; a check that looked at nothing has failed
 * @property {string} things what they are
 * @property {string[]} problems each a sentence that names the file
 * @property {string[]} [notes] worth a look, no failure
 */

/**
 * The files in git's index: what a user's commands write into the checkout is not the project's.
 *
 * @param {string} root
 * @returns {Tree}
 */
export function repository(root = ROOT) {
  const listed = execFileSync('git', ['ls-files', '-z', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\0');
  const files = listed.filter(
    (file) => file && statSync(join(root, file), { throwIfNoEntry: false }),
  );
  return {
    files: files.sort(),
    read: (file) => readFileSync(join(root, file), 'utf8'),
    bytes: (file) => statSync(join(root, file)).size,
  };
}

const BINARY = /\.(npy|npz|f32|f64|bin|wav|png|jpg|gz|parquet|node)$/;

/** @param {string} file */
export const isText = (file) => !BINARY.test(file);

/** @param {string} file */
export const isCode = (file) =>
  /\.(ts|mts|mjs|js|cpp|cc|h|py)$/.test(file) && !file.endsWith('.d.mts');
