import { fileURLToPath } from 'node:url';
import { gatherRivals } from '../../../tools/bench/rivals.mjs';
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
  note: 'This package through its TypeScript interface, results in new arrays; file-to-vector is one batch, mel in single precision mended where it shows, fft in double precision: its defaults.',
};

/**
 * @param {{ rivals: boolean }} options
 * @returns {{ contenders: Contender[], leftOut: LeftOut[] }}
 */
export function gatherContenders({ rivals }) {
  const { contenders, leftOut } = gatherRivals('dsp-native', rivals);
  return { contenders: [ours, ...contenders], leftOut };
}
