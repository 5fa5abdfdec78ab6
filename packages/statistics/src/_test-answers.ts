import type { Answers } from './answers.js';

/** For tests: groups of `of` rows of two classes in turn, of which the first `hits` are right. */
export function answersOf(hits: readonly number[], of: number): Answers {
  const rows = hits.flatMap((right, group) =>
    Array.from({ length: of }, (_, row) => ({
      actual: row % 2,
      predicted: row < right ? row % 2 : 1 - (row % 2),
      group: `g${String(group).padStart(2, '0')}`,
    })),
  );
  return {
    actual: rows.map(({ actual }) => actual),
    predicted: rows.map(({ predicted }) => predicted),
    groups: rows.map(({ group }) => group),
  };
}
