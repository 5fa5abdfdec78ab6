import { parseArgs } from 'node:util';
import { BenchError } from '../../../tools/bench/errors.mjs';
import { NETWORKS } from './networks.mjs';

export const USAGE = `nx run model:bench [-- OPTIONS]: how long an epoch of training takes, and beside what

  --rivals               set up and measure Keras too (Python 3.11 or newer; about 300 MB to download)
  --network NAME         of ${Object.keys(NETWORKS).join(', ')}; default notebook
  --batch-sizes 32,64    rows a step; default 32,64,128
  --rounds N             processes for each contender, in alternating order; default 3
  --epochs N             timed epochs in each process; default 5
  --warm-up N            epochs before them that are not timed; default 2
  --arrays FOLDER        the rows that tools/reference/train-prosodia.mjs left there; default made-up ones
  --json FILE            writes the results
`;

/**
 * @typedef {object} BenchOptions
 * @property {boolean} help
 * @property {boolean} rivals
 * @property {string} network
 * @property {number[]} batchSizes
 * @property {number} rounds
 * @property {number} epochs
 * @property {number} warmUp
 * @property {string | undefined} arrays
 * @property {string | undefined} json
 */

/**
 * @param {string[]} args
 * @returns {BenchOptions}
 */
export function parseArguments(args) {
  const values = parse(args);
  if (!Object.hasOwn(NETWORKS, values.network)) {
    const known = Object.keys(NETWORKS).join(', ');
    throw BenchError.expected('ARGUMENTS', known, '--network', values.network);
  }
  return {
    help: values.help,
    rivals: values.rivals,
    network: values.network,
    batchSizes: values['batch-sizes'].split(',').map((size) => positive('--batch-sizes', size)),
    rounds: positive('--rounds', values.rounds),
    epochs: positive('--epochs', values.epochs),
    warmUp: positive('--warm-up', values['warm-up']),
    arrays: values.arrays,
    json: values.json,
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        rivals: { type: 'boolean', default: false },
        network: { type: 'string', default: 'notebook' },
        'batch-sizes': { type: 'string', default: '32,64,128' },
        rounds: { type: 'string', default: '3' },
        epochs: { type: 'string', default: '5' },
        'warm-up': { type: 'string', default: '2' },
        arrays: { type: 'string' },
        json: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new BenchError('ARGUMENTS', error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} option @param {string} text */
function positive(option, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= 10000) return number;
  throw BenchError.expected('ARGUMENTS', 'a whole number from 1 to 10000', option, text);
}
