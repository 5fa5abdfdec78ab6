import { BenchError } from '../../../tools/bench/errors.mjs';
import { extremes } from '../../../tools/bench/statistics.mjs';
import { OURS } from './contenders.mjs';
import { STAGES } from './stages.mjs';

/**
 * @typedef {import('./measure.mjs').Measurement} Measurement
 *
 * @typedef {object} Row one line of the table
 * @property {import('./stages.mjs').Stage} stage
 * @property {string} contender
 * @property {number} threads
 * @property {{ min: number, median: number, max: number }} msPerClip over the passes of all rounds
 * @property {number} spread (max - min) / median
 * @property {number} ratio its minimum over ours at the same stage and thread count; NaN where ours was not run
 */

/** How far a contender that does our sum may lie from our result, of its size: resamplers differ a little. */
const TOLERANCE = 0.01;

/**
 * @param {Measurement[]} measurements
 * @returns {Row[]}
 */
export function summarise(measurements) {
  return measurements.map((measurement) => {
    const { stage, contender, threads, msPerClip } = measurement;
    const times = extremes(msPerClip);
    const ours = oursBeside(measurement, measurements);
    return {
      stage,
      contender: contender.name,
      threads,
      msPerClip: times,
      spread: (times.max - times.min) / times.median,
      ratio: times.min / Math.min(...(ours?.msPerClip ?? [])),
    };
  });
}

/**
 * A contender that is fast because it does something else, or nothing, must not pass.
 *
 * @param {Measurement[]} measurements
 * @returns {number} how many results were compared with ours
 * @throws {BenchError} RESULT_DIFFERS
 */
export function checkResults(measurements) {
  let compared = 0;
  for (const measurement of measurements) {
    const { stage, contender, check } = measurement;
    const ours = oursBeside(measurement, measurements);
    const name = `${STAGES[stage].check} of ${contender.name} at ${stage}`;
    if (!Number.isFinite(check) || check === 0) {
      throw BenchError.expected('RESULT_DIFFERS', 'a finite number other than 0', name, check);
    }
    if (!contender.sameNumbers || ours === undefined || ours === measurement) continue;
    if (Math.abs(check - ours.check) > TOLERANCE * Math.abs(ours.check)) {
      throw BenchError.expected('RESULT_DIFFERS', `${ours.check} within 1 %`, name, check);
    }
    compared++;
  }
  return compared;
}

/** @param {Measurement} measurement @param {Measurement[]} measurements */
function oursBeside({ stage, threads }, measurements) {
  return measurements.find(
    (other) => other.contender.name === OURS && other.stage === stage && other.threads === threads,
  );
}
