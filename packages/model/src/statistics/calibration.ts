import { argMaxRows } from '../_arg-max.js';
import { expected } from '../errors.js';
import { PROBABILITY_FLOOR } from '../metrics.js';

/**
 * Expected calibration error: how far the confidence in an answer lies from the share of answers that are right, over
 * bins of equal width, each weighted by its rows (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017 take 15 bins).
 *
 * @param probabilities rows x classes, row-major
 * @returns 0 .. 1
 * @throws {ModelError} INVALID_DATA
 */
export function expectedCalibrationError(
  probabilities: Float32Array,
  actual: ArrayLike<number>,
  { bins = 15 } = {},
): number {
  const classes = classesOf(probabilities, actual);
  const [rows, confidence, hits] = [0, 0, 0].map(() => new Float64Array(bins)) as Triple;
  argMaxRows(probabilities, classes).forEach((answer, row) => {
    const sure = probabilities[row * classes + answer] ?? 0;
    // A bin holds its upper end, as in the definition: (0, 1/15], (1/15, 2/15] ...
    const bin = Math.min(Math.max(Math.ceil(sure * bins) - 1, 0), bins - 1);
    rows[bin] = (rows[bin] ?? 0) + 1;
    confidence[bin] = (confidence[bin] ?? 0) + sure;
    hits[bin] = (hits[bin] ?? 0) + Number(actual[row] === answer);
  });
  const gaps = rows.map((_, bin) => Math.abs((hits[bin] ?? 0) - (confidence[bin] ?? 0)));
  return gaps.reduce((sum, gap) => sum + gap, 0) / actual.length;
}

type Triple = [Float64Array, Float64Array, Float64Array];

/** Temperatures that are looked at, as powers of e: from 0.02 to 50. */
const LOWEST = Math.log(0.02);
const HIGHEST = Math.log(50);

/**
 * The temperature that makes probabilities fit best (least mean cross-entropy) on rows that they were not learnt
 * from: above 1 the classifier was too sure of itself, below 1 too timid. It changes no answer (Guo et al. 2017).
 *
 * @throws {ModelError} INVALID_DATA
 */
export function fitTemperature(probabilities: Float32Array, actual: ArrayLike<number>): number {
  const classes = classesOf(probabilities, actual);
  const logs = probabilities.map((value) => Math.log(Math.max(value, PROBABILITY_FLOOR)));
  const loss = (power: number): number => crossEntropyAt(logs, actual, classes, Math.exp(-power));
  // The loss is convex in 1 / T, so it has one valley in log T too: golden-section search walks into it.
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [LOWEST, HIGHEST];
  while (high - low > 1e-6) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** Probabilities at a temperature: each row to the power 1 / T, divided by its sum. */
export function applyTemperature(
  probabilities: Float32Array,
  classes: number,
  temperature: number,
): Float32Array {
  if (!(temperature > 0))
    throw expected('INVALID_OPTION', 'a number above 0', 'temperature', temperature);
  const result = new Float32Array(probabilities.length);
  for (let start = 0; start < probabilities.length; start += classes) {
    const logs = probabilities
      .subarray(start, start + classes)
      .map((value) => Math.log(Math.max(value, PROBABILITY_FLOOR)) / temperature);
    const highest = Math.max(...logs);
    const powers = logs.map((value) => Math.exp(value - highest));
    const sum = powers.reduce((all, power) => all + power, 0);
    result.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return result;
}

/** Mean cross-entropy of logits that are multiplied by `scale`. */
function crossEntropyAt(
  logits: Float32Array,
  actual: ArrayLike<number>,
  classes: number,
  scale: number,
): number {
  let total = 0;
  for (let row = 0; row < actual.length; row++) {
    const own = logits.subarray(row * classes, (row + 1) * classes);
    const highest = scale * Math.max(...own);
    const sum = own.reduce((all, value) => all + Math.exp(scale * value - highest), 0);
    total += highest + Math.log(sum) - scale * (own[actual[row] ?? 0] ?? 0);
  }
  return total / actual.length;
}

/** @throws {ModelError} INVALID_DATA where probabilities and classes do not fit */
export function classesOf(probabilities: Float32Array, actual: ArrayLike<number>): number {
  const rows = actual.length;
  const classes = rows === 0 ? 0 : probabilities.length / rows;
  if (Number.isInteger(classes) && classes > 0) return classes;
  throw expected(
    'INVALID_DATA',
    'probabilities of at least one row',
    'probabilities',
    `${probabilities.length} values for ${rows} rows`,
  );
}
