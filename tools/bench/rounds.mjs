import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BenchError } from './errors.mjs';

const PROCESS_TIMEOUT_MS = 30 * 60 * 1000;

/**
 * Goes through the measurements once a round; every other round in reverse order, so that a machine that grows
 * slower or faster favours none.
 *
 * @template Measurement
 * @param {Measurement[]} measurements
 * @param {number} rounds
 * @param {(measurement: Measurement, round: number) => Promise<void>} run
 */
export async function alternate(measurements, rounds, run) {
  for (let round = 1; round <= rounds; round++) {
    for (const measurement of round % 2 ? measurements : measurements.toReversed()) {
      await run(measurement, round);
    }
  }
}

/**
 * One contender in a process of its own.
 *
 * @param {string[]} command
 * @param {{ name: string, env?: NodeJS.ProcessEnv, signal: AbortSignal }} options name: what is run, for messages
 * @returns {Promise<any>} the JSON that it printed
 * @throws {BenchError} CONTENDER_FAILED, with its last words; the signal's reason
 */
export async function runContender([program = '', ...args], { name, env, signal }) {
  const { stdout } = await promisify(execFile)(program, args, {
    env: { ...process.env, ...env },
    signal,
    timeout: PROCESS_TIMEOUT_MS,
  }).catch((/** @type {Error & { stderr?: string }} */ error) => {
    signal.throwIfAborted();
    const cause = error.stderr?.trim().split('\n').at(-1) || error.message;
    throw new BenchError('CONTENDER_FAILED', `${name} failed: ${cause}`);
  });
  return JSON.parse(stdout);
}

/**
 * @param {number[]} times
 * @param {number} count
 * @param {string} name whose times they are, for the message
 * @throws {BenchError} CONTENDER_FAILED
 */
export function checkTimes(times, count, name) {
  if (times.length !== count || !times.every((ms) => ms > 0))
    throw BenchError.expected('CONTENDER_FAILED', `${count} times above 0`, name, times);
}
