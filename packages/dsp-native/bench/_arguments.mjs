import { parseArgs } from 'node:util';
import { BenchError } from '../../../tools/bench/errors.mjs';
import { STAGE_NAMES } from './stages.mjs';

export const USAGE = `nx run dsp-native:bench [-- OPTIONS]: how fast the stages of dsp-native are, and beside what

  --rivals        set up and measure other libraries too (Python 3.11 or newer; about 3 GB to download)
  --stages A,B    of ${STAGE_NAMES.join(', ')}; default all
  --threads 1,2   thread counts for file-to-vector; default 1,2
  --rounds N      processes for each contender, in alternating order; default 5
  --passes N      timed passes over the clips in each process; default 5
  --clips N       default 96
  --data DIR      real recordings to take clips from; default PROSODIA_DATA, else synthetic sounds
  --json FILE     writes the results
  --write-docs    writes its part of docs/benchmarks.md
`;

/** Those whose values are places on this machine. */
export const PATH_OPTIONS = ['--data', '--json'];

/**
 * @typedef {object} BenchOptions
 * @property {boolean} help
 * @property {boolean} rivals
 * @property {import('./stages.mjs').Stage[]} stages
 * @property {number[]} threads
 * @property {number} rounds
 * @property {number} passes
 * @property {number} clips
 * @property {string | undefined} data
 * @property {string | undefined} json
 * @property {boolean} writeDocs
 */

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {BenchOptions}
 */
export function parseArguments(args, env) {
  const values = parse(args);
  return {
    help: values.help,
    rivals: values.rivals,
    stages: values.stages.split(',').map(stage),
    threads: values.threads.split(',').map((count) => positive('--threads', count)),
    rounds: positive('--rounds', values.rounds),
    passes: positive('--passes', values.passes),
    clips: positive('--clips', values.clips),
    data: values.data ?? (env.PROSODIA_DATA || undefined),
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
        stages: { type: 'string', default: STAGE_NAMES.join(',') },
        threads: { type: 'string', default: '1,2' },
        rounds: { type: 'string', default: '5' },
        passes: { type: 'string', default: '5' },
        clips: { type: 'string', default: '96' },
        data: { type: 'string' },
        json: { type: 'string' },
        'write-docs': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new BenchError('ARGUMENTS', error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} name @returns {import('./stages.mjs').Stage} */
function stage(name) {
  const known = STAGE_NAMES.find((candidate) => candidate === name);
  if (known) return known;
  throw BenchError.expected('ARGUMENTS', STAGE_NAMES.join(', '), '--stages', name);
}

/** @param {string} option @param {string} text */
function positive(option, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= 10000) return number;
  throw BenchError.expected('ARGUMENTS', 'a whole number from 1 to 10000', option, text);
}
