import { alternate, checkTimes, runContender } from '../../../tools/bench/rounds.mjs';
import { extremes, median } from '../../../tools/bench/statistics.mjs';
import { threeDigits } from '../../../tools/bench/table.mjs';
import { BenchError } from '../../../tools/bench/errors.mjs';
import { OURS } from './contenders.mjs';

/**
 * @typedef {import('./contenders.mjs').Contender} Contender
 *
 * @typedef {object} Measurement all rounds of one contender with one network at one batch size
 * @property {import('./input.mjs').BenchInput} input
 * @property {Contender} contender
 * @property {number} batchSize
 * @property {string} version
 * @property {number[]} msPerEpoch
 *
 * @typedef {object} Row one line of the table
 * @property {string} network
 * @property {string} contender
 * @property {number} batchSize
 * @property {{ min: number, median: number, max: number }} msPerEpoch
 * @property {number} ratio its median over ours with the same network and batch size
 */

/**
 * Runs every contender in a process of its own, once a round, in alternating order.
 *
 * @param {Contender[]} contenders
 * @param {import('./input.mjs').BenchInput[]} inputs
 * @param {{ rounds: number, epochs: number, warmUp: number, signal: AbortSignal }} options
 * @param {(message: string) => void} say
 * @returns {Promise<Measurement[]>} in the order of the networks, then of the batch sizes, then of the contenders
 */
export async function measure(contenders, inputs, { rounds, epochs, warmUp, signal }, say) {
  /** @type {Measurement[]} */
  const measurements = inputs.flatMap((input) =>
    input.batchSizes.flatMap((batchSize) =>
      contenders.map((contender) => ({ input, contender, batchSize, version: '', msPerEpoch: [] })),
    ),
  );
  await alternate(measurements, rounds, async (measurement, round) => {
    const { input, contender, batchSize } = measurement;
    const name = `${contender.name} with ${input.network} at batch size ${batchSize}`;
    const args = [input.folder, batchSize, epochs, warmUp].map(String);
    const { version, losses, msPerEpoch } = await runContender([...contender.command, ...args], {
      ...{ name, signal },
    });
    checkTimes(msPerEpoch, epochs, name);
    checkLosses(losses, epochs + warmUp, name);
    measurement.version = version;
    measurement.msPerEpoch.push(...msPerEpoch);
    say(`round ${round} of ${rounds}: ${name}: ${threeDigits(median(msPerEpoch))} ms an epoch`);
  });
  return measurements;
}

/**
 * One that is fast because it learns nothing must not pass.
 *
 * @param {number[]} losses one for each epoch
 * @param {number} epochs
 * @param {string} name
 * @throws {BenchError} RESULT_DIFFERS
 */
export function checkLosses(losses, epochs, name) {
  const [first = NaN, last = NaN] = [losses[0], losses.at(-1)];
  if (losses.length !== epochs || !(last < first))
    throw BenchError.expected('RESULT_DIFFERS', `${epochs} falling losses`, name, losses);
}

/**
 * @param {Measurement[]} measurements
 * @returns {Row[]}
 */
export function summarise(measurements) {
  return measurements.map(({ input, contender, batchSize, msPerEpoch }) => {
    const times = extremes(msPerEpoch);
    const ours = measurements.find(
      (other) =>
        other.contender.name === OURS && other.input === input && other.batchSize === batchSize,
    );
    const ratio = times.median / median(ours?.msPerEpoch ?? []);
    return {
      ...{ network: input.network, contender: contender.name, batchSize },
      ...{ msPerEpoch: times, ratio },
    };
  });
}
