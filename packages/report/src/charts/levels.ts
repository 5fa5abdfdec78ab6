import { wilsonInterval } from '@prosodia/statistics';

import { emotionColour } from '../look/palette.js';
import type { RunRecord } from '../record/run-record.js';
import { LISTENERS, NOTEBOOK_BASELINE, NOTEBOOK_BEST } from '../references/ravdess.js';
import { accuracyOf } from '../sections/head-figures.js';
import type { GroupScore } from '../statistics/groups.js';
import { percent, percentAxis, type Chart } from './chart.js';
import { dotPlot, type Dot } from './dot-plot.js';

const shares = {
  ...{ measure: 'accuracy', axis: percentAxis, format: percent },
  domain: [0, 1],
} as const;

/** Runs among what else there is: a guess, the baseline, the published notebook, people. */
export function levelsChart(runs: readonly RunRecord[]): Chart {
  const dots: Dot[] = runs.map((run) => {
    const { clips, hits, accuracy, low, high } = accuracyOf(run);
    return { name: run.name, value: accuracy, low, high, detail: `${hits} of ${clips} clips` };
  });
  const [first] = runs;
  if (first === undefined) throw new Error('levelsChart needs a run');
  const { test, corpus } = first.metrics;
  const chance = 1 / test.labels.length;
  dots.push(reference('guess', chance, `one of ${test.labels.length} emotions`));
  for (const { name, accuracy } of new Map(
    runs.map(({ metrics }) => [metrics.baseline.accuracy, metrics.baseline]),
  ).values())
    dots.push(reference(shortName(name), accuracy, `${name}, on the same clips`));
  if (corpus.name === 'ravdess' && !corpus.synthetic)
    for (const { name, accuracy, source } of [NOTEBOOK_BASELINE, NOTEBOOK_BEST, LISTENERS])
      dots.push(reference(name, accuracy, source));
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

/** How many clips of each emotion were found. */
export function recallChart(id: string, { test }: Pick<RunRecord['metrics'], 'test'>): Chart {
  const dots = test.perClass
    .filter(({ support }) => support > 0)
    .map(({ label, recall, precision, support }): Dot => {
      const hits = Math.round(recall * support);
      return {
        ...{ name: label, value: recall, ...wilsonInterval(hits, support) },
        detail: `${hits} of ${support} clips; right ${percent(precision)} of the times it is named`,
        colour: emotionColour(label),
      };
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
  scores: readonly GroupScore[],
): Chart {
  return dotPlot({
    ...{ id, title, rowName },
    caption: `The share named rightly for each ${rowName}, with its 95\u00a0% interval.`,
    dots: scores.map(({ group, accuracy, low, high, clips, hits }) => ({
      ...{ name: group.replaceAll('_', ' '), value: accuracy, low, high },
      detail: `${hits} of ${clips} clips`,
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
