import type { EvaluationRecord, RunRecord } from '@prosodia/records';
import type { Tested } from '@prosodia/statistics';

import type { Clip } from '../record/clip.js';
import { answersOf } from './clip-answers.js';

/** A run or an evaluation, as far as it takes to set them side by side. */
export interface Contender {
  readonly name: string;
  /** Undefined for a run, whose clips say enough of what it was tested on. */
  readonly protocol?: string;
  readonly labels: readonly string[];
  readonly paths: readonly string[];
  /** Of the clips of `paths`, in their order. */
  readonly tested: Tested;
}

export function contenderOfRun(run: RunRecord, clips: ReadonlyMap<string, Clip>): Contender {
  const { name, predictions, metrics } = run;
  const { labels } = metrics.test;
  const { actual } = answersOf(predictions, labels);
  const paths = predictions.map(({ path }) => path);
  return {
    ...{ name, labels, paths },
    tested: {
      actual,
      predicted: [predictions.map(({ predicted }) => labels.indexOf(predicted))],
      groups: paths.map((path) => clips.get(path)?.speaker ?? path),
    },
  };
}

export function contenderOfEvaluation({ name, scores }: EvaluationRecord): Contender {
  const { protocol, labels, clips, predicted } = scores;
  return {
    ...{ name, protocol, labels, paths: clips.map(({ path }) => path) },
    tested: {
      actual: clips.map(({ actual }) => actual),
      predicted,
      groups: clips.map(({ speaker }) => speaker.slice(speaker.indexOf('/') + 1)),
    },
  };
}

/** The answers of `other` in the order of `one`; undefined where they were not tested alike. */
export function alignedWith(one: Contender, other: Contender): Tested | undefined {
  const place = new Map(other.paths.map((path, index) => [path, index]));
  const order = one.paths.map((path) => place.get(path) ?? -1);
  const alike =
    one.paths.length === other.paths.length &&
    !order.includes(-1) &&
    one.labels.join() === other.labels.join() &&
    (one.protocol ?? other.protocol) === (other.protocol ?? one.protocol);
  if (!alike) return undefined;
  const { actual, predicted } = other.tested;
  const inOrder = (values: readonly number[]): number[] =>
    order.map((index) => values[index] ?? -1);
  // Whose clip it is says the first, for runs know it from elsewhere than evaluations do.
  return { actual: inOrder(actual), predicted: predicted.map(inOrder), groups: one.tested.groups };
}
