import { classesOf } from './_classes-of.js';
import { expected } from './errors.js';

/**
 * The smallest normal float32. Keras takes the logits behind a softmax for its loss, which never saturates;
 * from float32 probabilities the same number follows as long as they are not cut earlier than this (at 87 nats).
 */
export const PROBABILITY_FLOOR = 2 ** -126;

/** Temperatures that are looked at, as powers of e: from 0.02 to 50. */
const LOWEST = Math.log(0.02);
const HIGHEST = Math.log(50);

/**
 * The temperature that makes probabilities fit best (least mean cross-entropy) on rows that they were not learnt
 * from: above 1 the classifier was too sure of itself, below 1 too timid. It changes no answer (Guo et al. 2017).
 *
 * @throws {StatisticsError} INVALID_DATA
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
