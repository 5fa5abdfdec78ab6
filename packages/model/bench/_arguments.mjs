import { parseArgs } from 'node:util';
import { BenchError } from '../../../tools/bench/errors.mjs';
import { NETWORKS } from './networks.mjs';

export const USAGE = `nx run model:bench [-- OPTIONS]: how long an epoch of training takes, and beside what

  --rivals               set up and measure Keras too (Python 3.11 or newer; about 300 MB to download)
  --network A,B          of ${Object.keys(NETWORKS).join(', ')}; default all
  --batch-sizes 32,64    rows a step; default ${batchSizesOfAll()}
  --rounds N             processes for each contender, in alternating order; default 3
  --epochs N             timed epochs in each process; default 5
  --warm-up N            epochs before them that are not timed; default 2
  --rows N               only so many rows: to see that it works; what it then measures is no epoch of anyone's
  --arrays FOLDER        the rows that tools/reference/train-prosodia.mjs left there; default made-up ones
  --json FILE            writes the results
  --write-docs           writes these networks' parts of docs/benchmarks.md
`;

/** Those whose values are places on this machine. */
export const PATH_OPTIONS = ['--arrays', '--json'];

/**
 * @typedef {object} BenchOptions
 * @property {boolean} help
 * @property {boolean} rivals
 * @property {string[]} networks
 * @property {number[] | undefined} batchSizes where others are wanted than those of each network
 * @property {number} rounds
 * @property {number} epochs
 * @property {number} warmUp
 * @property {number | undefined} rows at most so many
 * @property {string | undefined} arrays
 * @property {string | undefined} json
 * @property {boolean} writeDocs
 */

/**
 * @param {string[]} args
 * @returns {BenchOptions}
 */
export function parseArguments(args) {
  const values = parse(args);
  return {
    help: values.help,
    rivals: values.rivals,
    networks: values.network.split(',').map(network),
    batchSizes: values['batch-sizes']?.split(',').map((size) => positive('--batch-sizes', size)),
    rounds: positive('--rounds', values.rounds),
    epochs: positive('--epochs', values.epochs),
    warmUp: positive('--warm-up', values['warm-up']),
    rows: values.rows === undefined ? undefined : positive('--rows', values.rows),
    arrays: values.arrays,
    json: values.json,
    writeDocs: values['write-docs'],
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
        network: { type: 'string', default: Object.keys(NETWORKS).join(',') },
        'batch-sizes': { type: 'string' },
        rounds: { type: 'string', default: '3' },
        epochs: { type: 'string', default: '5' },
        'warm-up': { type: 'string', default: '2' },
        rows: { type: 'string' },
        arrays: { type: 'string' },
        json: { type: 'string' },
        'write-docs': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new BenchError('ARGUMENTS', error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} name */
function network(name) {
  if (Object.hasOwn(NETWORKS, name)) return name;
  throw BenchError.expected('ARGUMENTS', Object.keys(NETWORKS).join(', '), '--network', name);
}

/** @param {string} option @param {string} text */
function positive(option, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= 10000) return number;
  throw BenchError.expected('ARGUMENTS', 'a whole number from 1 to 10000', option, text);
}

function batchSizesOfAll() {
  return Object.entries(NETWORKS)
    .map(([name, { batchSizes }]) => `${batchSizes.join(',')} for ${name}`)
    .join(', ');
}
