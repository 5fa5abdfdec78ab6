import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BenchError } from './_errors.mjs';
import { STAGES, THREADED_STAGE } from './stages.mjs';
import { median } from './summary.mjs';
import { threeDigits } from './table.mjs';

/**
 * @typedef {import('./contenders.mjs').Contender} Contender
 * @typedef {import('./input.mjs').BenchInput} BenchInput
 * @typedef {import('./stages.mjs').Stage} Stage
 *
 * @typedef {object} Measurement all rounds of one contender at one stage
 * @property {Stage} stage
 * @property {Contender} contender
 * @property {number} threads
 * @property {number} clips
 * @property {string} version
 * @property {number} check see StageDescription.check
 * @property {number[]} msPerClip one for each pass over the clips
 */

const PROCESS_TIMEOUT_MS = 30 * 60 * 1000;

/** One thread means one thread: no library starts its own. Contenders that take several say so in their note. */
const ONE_THREAD = Object.fromEntries(
  ['OMP_NUM', 'MKL_NUM', 'OPENBLAS_NUM', 'NUMBA_NUM', 'BLIS_NUM', 'VECLIB_MAXIMUM'].map(
    (library) => [`${library}_THREADS`, '1'],
  ),
);

/**
 * Runs every contender in a process of its own, once a round; every other round in reverse order, so that a
 * machine that grows slower or faster favours none.
 *
 * @param {Contender[]} contenders
 * @param {BenchInput} input
 * @param {{ stages: Stage[], threads: number[], rounds: number, passes: number, folder: string, signal: AbortSignal }} options
 * @param {(message: string) => void} say
 * @returns {Promise<Measurement[]>} in the order of the stages, then of the contenders
 */
export async function measure(contenders, input, options, say) {
  const measurements = plan(contenders, input, options);
  for (let round = 1; round <= options.rounds; round++) {
    for (const measurement of round % 2 ? measurements : measurements.toReversed()) {
      const msPerClip = await runOnce(measurement, input, options);
      const { stage, contender, threads } = measurement;
      const time = `${threeDigits(median(msPerClip))} ms a clip`;
      say(
        `round ${round} of ${options.rounds}: ${stage}, ${contender.name}, ${threads} thread(s): ${time}`,
      );
    }
  }
  return measurements;
}

/**
 * @param {Contender[]} contenders
 * @param {BenchInput} input
 * @param {{ stages: Stage[], threads: number[] }} options
 * @returns {Measurement[]}
 */
function plan(contenders, input, options) {
  return options.stages.flatMap((stage) =>
    (stage === THREADED_STAGE ? options.threads : [1]).flatMap((threads) =>
      contenders
        .filter((contender) => contender.stages.includes(stage))
        .map((contender) => {
          const clips = Math.min(input.clips, contender.clipLimit ?? Infinity);
          return { stage, contender, threads, clips, version: '', check: NaN, msPerClip: [] };
        }),
    ),
  );
}

/**
 * One process; adds what it measured to the measurement.
 *
 * @param {Measurement} measurement
 * @param {BenchInput} input
 * @param {{ passes: number, folder: string, signal: AbortSignal }} options
 */
async function runOnce(measurement, input, { passes, folder, signal }) {
  const { stage, contender, threads, clips } = measurement;
  const list = join(folder, 'list.txt');
  await writeFile(list, input.files[STAGES[stage].input].slice(0, clips).join('\n') + '\n');
  const [program = '', ...args] = contender.command;
  args.push(stage, String(threads), String(passes), list);
  const env = { ...process.env, ...ONE_THREAD };
  const { stdout } = await promisify(execFile)(program, args, {
    env,
    signal,
    timeout: PROCESS_TIMEOUT_MS,
  }).catch((/** @type {Error & { stderr?: string }} */ error) => {
    signal.throwIfAborted();
    const cause = error.stderr?.trim().split('\n').at(-1) || error.message;
    throw new BenchError('CONTENDER_FAILED', `${contender.name} failed at ${stage}: ${cause}`);
  });
  const { version, check, msPerClip } = JSON.parse(stdout);
  if (msPerClip.length !== passes || !msPerClip.every((/** @type {number} */ ms) => ms > 0)) {
    const what = `${passes} times above 0`;
    throw BenchError.expected('CONTENDER_FAILED', what, `${contender.name} at ${stage}`, msPerClip);
  }
  measurement.version = version;
  measurement.check = check;
  measurement.msPerClip.push(...msPerClip);
  return msPerClip;
}
