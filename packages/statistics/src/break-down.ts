import { countByGroup, ratiosOf, type Answers, type Ratios } from './answers.js';

/** How a classifier does on one group of rows. */
export interface GroupScore extends Ratios {
  readonly group: string;
  readonly rows: number;
}

/**
 * Accuracy and unweighted average recall of each group, sorted by name. The recall counts the classes that the group
 * has.
 *
 * @throws {StatisticsError} INVALID_DATA
 */
export function breakDown(answers: Answers, classes: number): GroupScore[] {
  return [...countByGroup(answers, classes)]
    .map(([group, cells]) => ({
      group,
      rows: cells.reduce((sum, count) => sum + count, 0),
      ...ratiosOf(cells, classes),
    }))
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}
