import { expected } from './errors.js';

/** What a classifier said of rows, what was true, and whom each row belongs to. Classes are 0 .. classes - 1. */
export interface Answers {
  readonly actual: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /**
   * Rows of one group are not independent of each other: a speaker's clips. Several runs over the same rows may stand
   * one after another.
   */
  readonly groups: readonly string[];
}

/** Ratios that a confusion matrix gives. */
export interface Ratios {
  /** Share of rows that are right. */
  readonly accuracy: number;
  /** Unweighted average recall: the mean recall of the classes that occur. */
  readonly uar: number;
}

/** The ratios that have a bootstrap. */
export type RatioName = keyof Ratios;

/** Counts (classes x classes, row-major: actual, then predicted) of each group, by its name. */
export type GroupCounts = ReadonlyMap<string, Float64Array>;

/** @throws {StatisticsError} INVALID_DATA where the sizes differ, there is no row or a class is out of range */
export function countByGroup(answers: Answers, classes: number): Map<string, Float64Array> {
  const { actual, predicted, groups } = answers;
  const rows = actual.length;
  if (rows === 0) throw expected('INVALID_DATA', 'at least one row', 'answers', 'none');
  for (const [name, length] of [
    ['predicted', predicted.length],
    ['groups', groups.length],
  ] as const)
    if (length !== rows) throw expected('INVALID_DATA', `${rows} values`, name, length);
  const counts = new Map<string, Float64Array>();
  groups.forEach((group, row) => {
    const cells = counts.get(group) ?? new Float64Array(classes * classes);
    const cell = classOf(actual, row, classes) * classes + classOf(predicted, row, classes);
    cells[cell] = (cells[cell] ?? 0) + 1;
    counts.set(group, cells);
  });
  return counts;
}

/** @param cells classes x classes counts, row-major */
export function ratiosOf(cells: Float64Array, classes: number): Ratios {
  let [hits, rows, recalls, present] = [0, 0, 0, 0];
  for (let actual = 0; actual < classes; actual++) {
    let support = 0;
    for (let predicted = 0; predicted < classes; predicted++)
      support += cells[actual * classes + predicted] ?? 0;
    if (support === 0) continue;
    const right = cells[actual * (classes + 1)] ?? 0;
    hits += right;
    rows += support;
    recalls += right / support;
    present += 1;
  }
  return { accuracy: hits / rows, uar: recalls / present };
}

function classOf(values: ArrayLike<number>, row: number, classes: number): number {
  const value = values[row] ?? Number.NaN;
  if (Number.isInteger(value) && value >= 0 && value < classes) return value;
  throw expected('INVALID_DATA', `a class in 0 .. ${classes - 1}`, `row ${row}`, value);
}
