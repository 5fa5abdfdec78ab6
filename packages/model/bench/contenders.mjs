import { fileURLToPath } from 'node:url';
import { gatherRivals } from '../../../tools/bench/rivals.mjs';

/**
 * A program that trains; README.md says how it is called.
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {string[]} command
 * @property {string} note
 *
 * @typedef {{ contenders: string[], reason: string }} LeftOut
 */

/** The one that all others are compared with. */
export const OURS = 'prosodia';

/** @param {string} file */
const node = (file) => [
  process.execPath,
  fileURLToPath(new URL(`contenders/${file}`, import.meta.url)),
];

/** @type {Contender[]} */
const OWN = [
  { name: OURS, command: node('prosodia.mjs'), note: "This package's train." },
  {
    name: 'tfjs-node',
    command: node('tfjs-node.mjs'),
    note: 'model.fit with the layers and the Adam of tfjs, on the same libtensorflow; pooling over time is our layer of its operations. It has no decay of weights and no schedule.',
  },
];

/**
 * @param {{ rivals: boolean }} options
 * @returns {{ contenders: Contender[], leftOut: LeftOut[] }}
 */
export function gatherContenders({ rivals }) {
  const { contenders, leftOut } = gatherRivals('model', rivals);
  return { contenders: [...OWN, ...contenders], leftOut };
}
