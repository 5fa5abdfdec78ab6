import { pairedBootstrap, type PairedBootstrap } from './bootstrap.js';
import type { Answers } from './answers.js';
import { expected } from './errors.js';
import { mcnemar, type McNemar } from './mcnemar.js';

/** A classifier that was tested, once or with several seeds. */
export interface Tested {
  /** The class of each row. */
  readonly actual: readonly number[];
  /** Whom each row belongs to: a clip's speaker. */
  readonly groups: readonly string[];
  /** What each seed said of each row; one seed or more. */
  readonly predicted: readonly (readonly number[])[];
}

/** Two classifiers on the same rows: whether one is better, or lucky. */
export interface Comparison {
  /** Second minus first, over all seeds, by drawing groups. */
  readonly accuracy: PairedBootstrap;
  readonly uar: PairedBootstrap;
  /** Of the first seed of each, row by row. */
  readonly mcnemar: McNemar;
}

/**
 * Tests the difference of two classifiers.
 *
 * @param second of the same rows in the same order
 * @throws {StatisticsError} INVALID_DATA where the rows are not the same
 */
export function compare(
  first: Tested,
  second: Tested,
  { classes }: { readonly classes: number },
): Comparison {
  const same = first.actual.every((actual, row) => actual === second.actual[row]);
  if (!same || first.actual.length !== second.actual.length)
    throw expected('INVALID_DATA', `the same ${first.actual.length} rows`, 'second', 'others');
  const test = (ratio: 'accuracy' | 'uar'): PairedBootstrap =>
    pairedBootstrap(answersOf(first), answersOf(second), { classes, ratio });
  return {
    ...{ accuracy: test('accuracy'), uar: test('uar') },
    mcnemar: mcnemar(rightOf(first), rightOf(second)),
  };
}

/** The seeds one after another. */
const answersOf = ({ actual, groups, predicted }: Tested): Answers => ({
  actual: predicted.flatMap(() => actual),
  predicted: predicted.flat(),
  groups: predicted.flatMap(() => groups),
});

const rightOf = ({ actual, predicted }: Tested): boolean[] =>
  actual.map((own, row) => predicted[0]?.[row] === own);
