import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alternate, checkTimes, runContender } from '../../../tools/bench/rounds.mjs';
import { median } from '../../../tools/bench/statistics.mjs';
import { threeDigits } from '../../../tools/bench/table.mjs';
import { STAGES, THREADED_STAGE } from './stages.mjs';

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

/** One thread means one thread: no library starts its own. Contenders that take several say so in their note. */
const ONE_THREAD = Object.fromEntries(
  ['OMP_NUM', 'MKL_NUM', 'OPENBLAS_NUM', 'NUMBA_NUM', 'BLIS_NUM', 'VECLIB_MAXIMUM'].map(
    (library) => [`${library}_THREADS`, '1'],
  ),
);

/**
 * Runs every contender in a process of its own, once a round, in alternating order.
 *
 * @param {Contender[]} contenders
 * @param {BenchInput} input
 * @param {{ stages: Stage[], threads: number[], rounds: number, passes: number, folder: string, signal: AbortSignal }} options
 * @param {(message: string) => void} say
 * @returns {Promise<Measurement[]>} in the order of the stages, then of the contenders
 */
export async function measure(contenders, input, options, say) {
  const measurements = plan(contenders, input, options);
  await alternate(measurements, options.rounds, async (measurement, round) => {
    const msPerClip = await runOnce(measurement, input, options);
    const { stage, contender, threads } = measurement;
    const time = `${threeDigits(median(msPerClip))} ms a clip`;
    say(
      `round ${round} of ${options.rounds}: ${stage}, ${contender.name}, ${threads} thread(s): ${time}`,
    );
  });
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
  const args = [stage, String(threads), String(passes), list];
  const name = `${contender.name} at ${stage}`;
  const { version, check, msPerClip } = await runContender([...contender.command, ...args], {
    ...{ name, env: ONE_THREAD, signal },
  });
  checkTimes(msPerClip, passes, name);
  measurement.version = version;
  measurement.check = check;
  measurement.msPerClip.push(...msPerClip);
  return msPerClip;
}
