import type { Prediction } from '@prosodia/records';

import type { Answerer } from '../answers/answerer.js';

/** A test clip and what each run or evaluation said of it. */
export interface ClipRow {
  readonly path: string;
  readonly actual: string;
  /** In the order of the answerers; undefined where one was tested on other clips. */
  readonly answers: readonly (Prediction | undefined)[];
  /** Mean probability that they gave the right emotion. */
  readonly belief: number;
  /** How many of them were wrong. */
  readonly wrong: number;
}

/** A row for each clip that any of them was tested on, those of the least belief first. */
export function clipRows(answerers: readonly Answerer[]): ClipRow[] {
  const byPath = answerers.map(
    ({ predictions }) => new Map(predictions.map((clip) => [clip.path, clip])),
  );
  const paths = new Set(byPath.flatMap((answers) => [...answers.keys()]));
  return [...paths]
    .map((path): ClipRow => {
      const answers = byPath.map((own) => own.get(path));
      const given = answers.filter((answer) => answer !== undefined);
      const beliefs = answers.flatMap((answer, index) =>
        answer === undefined ? [] : [beliefIn(answer, answerers[index]?.labels ?? [])],
      );
      return {
        ...{ path, actual: given[0]?.actual ?? '', answers },
        belief: beliefs.reduce((sum, belief) => sum + belief, 0) / beliefs.length,
        wrong: given.filter(({ actual, predicted }) => actual !== predicted).length,
      };
    })
    .sort((a, b) => a.belief - b.belief);
}

const beliefIn = ({ actual, probabilities }: Prediction, labels: readonly string[]): number =>
  probabilities[labels.indexOf(actual)] ?? 0;
