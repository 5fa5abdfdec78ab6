import type { EvaluationRecord, RunRecord } from '@prosodia/records';
import { fewSpeakersWords, wilsonInterval } from '@prosodia/statistics';

import { commonestClass } from '../answers/commonest-class.js';
import { accuracyOf } from '../answers/accuracy.js';
import type { GroupAccuracy } from '../answers/accuracy-by-group.js';
import { counted } from '../html/wording.js';
import { emotionColour } from '../look/palette.js';
import { isOfRavdess, LISTENERS, NOTEBOOK_BASELINE, NOTEBOOK_BEST } from '../references/ravdess.js';
import { percent, percentAxis, type Chart } from './chart.js';
import { dotPlot, type Dot } from './dot-plot.js';

const shares = {
  ...{ measure: 'accuracy', axis: percentAxis, format: percent },
  domain: [0, 1],
} as const;

/** Runs and evaluations among what else there is: a guess, baselines, the published notebook, people. */
export function levelsChart(
  runs: readonly RunRecord[],
  evaluations: readonly EvaluationRecord[] = [],
): Chart {
  const own = [...runs.map(dotOfRun), ...evaluations.map(dotOfEvaluation)];
  const dots = [...own, ...references(runs, evaluations)];
  return dotPlot({
    id: 'levels',
    title: 'Where this stands',
    caption:
      'Accuracy with its 95\u00a0% interval (dots), beside what else is known (strokes). Numbers of others come from other clips or other rules.',
    dots: dots.sort((a, b) => b.value - a.value),
    rowName: 'who',
    ...shares,
  });
}

function dotOfRun(run: RunRecord): Dot {
  const { clips, hits, accuracy, low, high } = accuracyOf(run);
  return {
    name: run.name,
    value: accuracy,
    low,
    high,
    detail: `${hits} of ${counted(clips, 'clip')}`,
  };
}

function dotOfEvaluation({ name, scores }: EvaluationRecord): Dot {
  const { mean, interval } = scores.accuracy;
  const few = fewSpeakersWords(scores.perSpeaker.length);
  const detail = `${counted(scores.clips.length, 'clip')}, protocol ${scores.protocol}${few === undefined ? '' : `; of its interval: ${few}`}`;
  return { name, value: mean, low: interval[0], high: interval[1], detail };
}

function references(runs: readonly RunRecord[], evaluations: readonly EvaluationRecord[]): Dot[] {
  const guesses = [
    ...runs.map(({ metrics }) => metrics.test.labels.length),
    ...evaluations.map(({ scores }) => scores.labels.length),
  ].map((labels) => reference('guess', 1 / labels, `one of ${labels} emotions`));
  const baselines = runs.map(({ metrics: { baseline } }) =>
    reference(shortName(baseline.name), baseline.accuracy, `${baseline.name}, on the same clips`),
  );
  const commonest = evaluations.map(({ scores }) => {
    const { label, share } = commonestClass(scores);
    return reference(`always ${label}`, share, 'the commonest emotion of the clips');
  });
  const onRavdess =
    runs.every(({ metrics: { corpus } }) => corpus.name === 'ravdess' && !corpus.synthetic) &&
    evaluations.every(({ scores }) => isOfRavdess(scores));
  const others = onRavdess
    ? [NOTEBOOK_BASELINE, NOTEBOOK_BEST, LISTENERS].map(({ name, accuracy, source }) =>
        reference(name, accuracy, source),
      )
    : [];
  // Equal rows would lie on each other.
  return [
    ...new Map(
      [...guesses, ...baselines, ...commonest, ...others].map((dot) => [
        `${dot.name} ${dot.value}`,
        dot,
      ]),
    ).values(),
  ];
}

/** How many clips of each emotion were found. */
export function recallChart(
  id: string,
  { perClass, confusion }: Pick<RunRecord['metrics']['test'], 'perClass' | 'confusion'>,
): Chart {
  const dots = perClass.flatMap(({ label, recall, precision, support }, index): Dot[] => {
    if (support === 0) return [];
    const hits = Math.round(recall * support);
    const isNamed = confusion.some((row) => (row[index] ?? 0) > 0);
    const named = isNamed ? `right ${percent(precision)} of the times it is named` : 'never named';
    return [
      {
        ...{ name: label, value: recall, ...wilsonInterval(hits, support) },
        detail: `${hits} of ${counted(support, 'clip')}; ${named}`,
        colour: emotionColour(label),
      },
    ];
  });
  return dotPlot({
    id,
    title: 'By emotion',
    caption:
      'Recall: of the clips of each emotion, the share named rightly, with its 95\u00a0% interval.',
    ...{ dots, rowName: 'emotion', ...shares, measure: 'recall' },
  });
}

/** Accuracy for each speaker, gender or intensity. */
export function groupChart(
  id: string,
  { title, rowName }: { readonly title: string; readonly rowName: string },
  scores: readonly GroupAccuracy[],
): Chart {
  return dotPlot({
    ...{ id, title, rowName },
    caption: `The share named rightly for each ${rowName}, with its 95\u00a0% interval.`,
    dots: scores.map(({ group, accuracy, low, high, clips, hits }) => ({
      ...{ name: group.replaceAll('_', ' '), value: accuracy, low, high },
      detail: `${Number.isInteger(hits) ? hits : hits.toFixed(1)} of ${counted(clips, 'clip')}`,
    })),
    ...shares,
  });
}

/** `decision tree (ml-cart)` without its bracket. */
const shortName = (name: string): string => name.replace(/ \(.*$/, '');

const reference = (name: string, value: number, detail: string): Dot => ({
  ...{ name, value, detail },
  reference: true,
});
