import { createRandom } from './random.js';
import { expected } from './errors.js';
import {
  countByGroup,
  ratiosOf,
  type Answers,
  type GroupCounts,
  type RatioName,
} from './answers.js';
import { quantile } from './spread.js';

/** Options of {@link bootstrap} and {@link pairedBootstrap}. */
export interface BootstrapOptions {
  readonly classes: number;
  readonly ratio: RatioName;
  /** Draws, 1 or more (10,000). */
  readonly resamples?: number;
  /** Share of draws inside the interval, above 0 and below 1 (0.95). */
  readonly level?: number;
  readonly seed?: number;
}

/**
 * What must stand behind an interval by drawing fewer than 10 speakers: it is too narrow. Where the truth is known (drawn
 * as in its test, 1,000 times) one of 95 % holds it in 92 % of the tests of 24 speakers, 80 % of 4 and 60 % of 2.
 *
 * @returns undefined where there are speakers enough
 */
export function fewSpeakersWords(speakers: number): string | undefined {
  if (speakers >= ENOUGH_SPEAKERS) return undefined;
  const counted = speakers === 1 ? 'one speaker' : `${speakers} speakers`;
  return `with only ${counted} it is too narrow to rely on`;
}

const ENOUGH_SPEAKERS = 10;

/** A ratio and where it would lie if other groups of the same kind had been asked. */
export interface BootstrapInterval {
  readonly value: number;
  /** Lower and upper end, percentiles of the draws. */
  readonly interval: readonly [number, number];
  readonly groups: number;
}

/** The difference of two classifiers on the same rows. */
export interface PairedBootstrap extends BootstrapInterval {
  /** How often chance alone would give a difference this large, two-sided, 0 .. 1. */
  readonly p: number;
}

/**
 * The interval of a ratio by drawing whole groups with replacement, as many as there are (Field and Welsh 2007):
 * with speakers as groups it says how far the number would move with other speakers, which drawing single clips
 * would understate, since a speaker's clips are right or wrong together. Of few groups it is too narrow: see
 * {@link fewSpeakersWords}.
 *
 * @throws {StatisticsError} INVALID_DATA, INVALID_OPTION
 */
export function bootstrap(answers: Answers, options: BootstrapOptions): BootstrapInterval {
  const { classes, ratio } = options;
  const counts = countByGroup(answers, classes);
  const draws = drawGroups([counts], options, ([cells]) => ratiosOf(cells, classes)[ratio]);
  const value = ratiosOf(total([...counts.values()], classes), classes)[ratio];
  return { value, interval: intervalOf(draws, options), groups: counts.size };
}

/**
 * The difference `b - a` of a ratio, by drawing the same groups for both. Rows need not be in the same order, but the
 * groups must be the same.
 *
 * @throws {StatisticsError} INVALID_DATA where a group is in one of them only; INVALID_OPTION
 */
export function pairedBootstrap(
  a: Answers,
  b: Answers,
  options: BootstrapOptions,
): PairedBootstrap {
  const { classes, ratio } = options;
  const [countsA, countsB] = [countByGroup(a, classes), countByGroup(b, classes)];
  for (const group of [...countsA.keys(), ...countsB.keys()])
    if (!countsA.has(group) || !countsB.has(group))
      throw expected('INVALID_DATA', 'the same groups', 'both', `${group} in one of them`);
  const difference = (cellsA: Float64Array, cellsB: Float64Array): number =>
    ratiosOf(cellsB, classes)[ratio] - ratiosOf(cellsA, classes)[ratio];
  const draws = drawGroups([countsA, countsB], options, ([cellsA, cellsB]) =>
    difference(cellsA, cellsB),
  );
  const atMost = draws.filter((draw) => draw <= 0).length;
  const atLeast = draws.filter((draw) => draw >= 0).length;
  return {
    value: difference(total([...countsA.values()], classes), total([...countsB.values()], classes)),
    interval: intervalOf(draws, options),
    groups: countsA.size,
    // The data themselves are one more draw, so that p is never 0 (Davison and Hinkley 1997, section 4.2).
    p: Math.min(1, (2 * (Math.min(atMost, atLeast) + 1)) / (draws.length + 1)),
  };
}

/** Sorted values of `statistic` on groups drawn with replacement, the same ones for every member of `many`. */
function drawGroups<Many extends readonly GroupCounts[]>(
  many: readonly [...Many],
  { classes, resamples = 10_000, seed = 0 }: BootstrapOptions,
  statistic: (sums: { [Index in keyof Many]: Float64Array }) => number,
): Float64Array {
  if (!(Number.isInteger(resamples) && resamples >= 1))
    throw expected('INVALID_OPTION', 'a whole number from 1', 'bootstrap.resamples', resamples);
  const names = [...new Set(many.flatMap((counts) => [...counts.keys()]))];
  const cells = many.map((counts) => names.map((name) => counts.get(name) ?? new Float64Array()));
  const random = createRandom(seed);
  return Float64Array.from({ length: resamples }, () => {
    const drawn = names.map(() => Math.floor(random() * names.length));
    const sums = cells.map((groups) =>
      total(
        drawn.map((index) => groups[index] ?? new Float64Array()),
        classes,
      ),
    );
    return statistic(sums as { [Index in keyof Many]: Float64Array });
  }).sort();
}

function total(groups: readonly Float64Array[], classes: number): Float64Array {
  const sum = new Float64Array(classes * classes);
  for (const cells of groups)
    for (let cell = 0; cell < sum.length; cell++) sum[cell] = (sum[cell] ?? 0) + (cells[cell] ?? 0);
  return sum;
}

function intervalOf(draws: Float64Array, { level = 0.95 }: BootstrapOptions): [number, number] {
  if (!(level > 0 && level < 1))
    throw expected('INVALID_OPTION', 'a number above 0 and below 1', 'bootstrap.level', level);
  return [quantile(draws, (1 - level) / 2), quantile(draws, (1 + level) / 2)];
}
