import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BenchError } from './_errors.mjs';
import { STAGE_NAMES } from './stages.mjs';

/**
 * A program that does some stages; README.md says how it is called.
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {string[]} command
 * @property {import('./stages.mjs').Stage[]} stages
 * @property {boolean} sameNumbers whether its results must agree with ours; those that do another sum do not
 * @property {number} [clipLimit] a slow one does only the first clips
 * @property {string} note what it does, and where that differs from the others' job
 *
 * @typedef {{ contenders: string[], reason: string }} LeftOut
 */

/** The one that all others are compared with. */
export const OURS = 'prosodia';

/** @type {Contender} */
const ours = {
  name: OURS,
  command: [process.execPath, fileURLToPath(new URL('contenders/prosodia.mjs', import.meta.url))],
  stages: STAGE_NAMES,
  sameNumbers: true,
  note: 'This package through its TypeScript interface, results in new arrays; file-to-vector is one batch.',
};

const RIVALS = fileURLToPath(new URL('../../../tools/bench-rivals/main.mjs', import.meta.url));

/**
 * @param {{ rivals: boolean }} options
 * @returns {{ contenders: Contender[], leftOut: LeftOut[] }}
 */
export function gatherContenders({ rivals }) {
  if (rivals) {
    /** @type {{ contenders: Contender[], leftOut: LeftOut[] }} */
    const found = runRivals('set-up');
    return { contenders: [ours, ...found.contenders], leftOut: found.leftOut };
  }
  const leftOut = [{ contenders: runRivals('names'), reason: 'run without --rivals' }];
  return { contenders: [ours], leftOut };
}

/** @param {'names' | 'set-up'} verb */
function runRivals(verb) {
  try {
    const output = execFileSync(process.execPath, [RIVALS, verb], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(output);
  } catch (error) {
    throw BenchError.expected('SETUP', 'success', `tools/bench-rivals/main.mjs ${verb}`, error);
  }
}
