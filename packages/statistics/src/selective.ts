import { argMaxRows } from './arg-max.js';
import { expected } from './errors.js';
import { classesOf } from './_classes-of.js';

/** What happens when a classifier answers only where it is at least this sure. */
export interface RiskAtCoverage {
  /** The least confidence that is answered, 0 .. 1. */
  readonly threshold: number;
  /** Share of rows that get an answer; the others hear `unsure`. */
  readonly coverage: number;
  /** Share of the answers that are wrong. */
  readonly risk: number;
}

/** @see {@link riskCoverage} */
export interface RiskCoverage {
  /** From the surest row to all rows; rows of equal confidence are answered together. */
  readonly curve: readonly RiskAtCoverage[];
  /** Mean risk over the coverage of each row (AURC): less is better, the error rate where confidence says nothing. */
  readonly area: number;
}

/**
 * Risk against coverage (El-Yaniv and Wiener 2010): what a classifier's confidence is worth.
 *
 * @param probabilities rows x classes, row-major
 * @throws {StatisticsError} INVALID_DATA
 */
export function riskCoverage(probabilities: Float32Array, actual: ArrayLike<number>): RiskCoverage {
  const classes = classesOf(probabilities, actual);
  const rows = [...argMaxRows(probabilities, classes)]
    .map((answer, row) => ({
      sure: probabilities[row * classes + answer] ?? 0,
      wrong: answer !== actual[row],
    }))
    .sort((a, b) => b.sure - a.sure);
  const curve: RiskAtCoverage[] = [];
  let [wrong, area, counted] = [0, 0, 0];
  rows.forEach((row, index) => {
    wrong += Number(row.wrong);
    if (rows[index + 1]?.sure === row.sure) return;
    const answered = index + 1;
    const risk = wrong / answered;
    area += (risk * (answered - counted)) / rows.length;
    counted = answered;
    curve.push({ threshold: row.sure, coverage: answered / rows.length, risk });
  });
  return { curve, area };
}

/**
 * The threshold below which a classifier should say `unsure`: the lowest at which no more than `risk` of the answers
 * are wrong. Choose it on a dev part; on the test part it is only looked at.
 *
 * @returns undefined where no threshold keeps the risk
 * @throws {StatisticsError} INVALID_DATA, INVALID_OPTION
 */
export function chooseThreshold(
  probabilities: Float32Array,
  actual: ArrayLike<number>,
  { risk }: { readonly risk: number },
): number | undefined {
  if (!(risk >= 0 && risk <= 1))
    throw expected('INVALID_OPTION', 'a number from 0 to 1', 'chooseThreshold.risk', risk);
  return riskCoverage(probabilities, actual).curve.findLast((point) => point.risk <= risk)
    ?.threshold;
}

/** Risk and coverage at a threshold; the risk is 0 where nothing is answered. */
export function selectAt(
  probabilities: Float32Array,
  actual: ArrayLike<number>,
  threshold: number,
): RiskAtCoverage {
  const { curve } = riskCoverage(probabilities, actual);
  const point = curve.findLast((candidate) => candidate.threshold >= threshold);
  return { threshold, coverage: point?.coverage ?? 0, risk: point?.risk ?? 0 };
}
