import type { EvaluationRecord } from '@prosodia/records';
import { wilsonInterval } from '@prosodia/statistics';

import type { GroupAccuracy } from '../answers/accuracy-by-group.js';
import { foldAnswers } from '../answers/fold-answers.js';
import type { Chart } from './chart.js';
import { confusionChart } from './confusion.js';
import { groupChart, recallChart } from './levels.js';
import { reliabilityChart } from './reliability.js';
import { riskCoverageChart } from './risk-coverage.js';

/** All pictures of one evaluation. `id` begins their names. */
export function evaluationCharts(id: string, record: EvaluationRecord): Chart[] {
  const { scores } = record;
  const seeds = scores.predicted.length;
  const answers = foldAnswers(record);
  const groups = [
    [
      'fold',
      'By fold',
      'fold',
      answers?.scores.map(({ fold, rows, hits }) => score(foldName(fold), rows, hits, seeds)) ?? [],
    ],
    ['gender', 'By gender', 'gender', scores.perGender.map(scoreOf(seeds))],
    ['intensity', 'By intensity', 'intensity', scores.perIntensity.map(scoreOf(seeds))],
    ['speaker', 'By actor', 'actor', scores.perSpeaker.map(scoreOf(seeds))],
  ] as const;
  return [
    confusionChart(`${id}-confusion`, scores),
    recallChart(`${id}-recall`, scores),
    ...groups.flatMap(([name, title, rowName, own]) =>
      own.length < 2 ? [] : [groupChart(`${id}-${name}`, { title, rowName }, own)],
    ),
    ...(answers
      ? [
          reliabilityChart(`${id}-reliability`, answers.raw),
          riskCoverageChart(`${id}-risk-coverage`, answers.cooled, scores.unsure),
        ]
      : []),
  ];
}

/** A bare number says nothing beside a dot. */
const foldName = (fold: string): string => (/^\d+$/.test(fold) ? `fold ${fold}` : fold);

const scoreOf =
  (seeds: number) =>
  ({ group, rows, accuracy }: { group: string; rows: number; accuracy: number }): GroupAccuracy =>
    score(group, rows, Math.round(accuracy * rows), seeds);

/** Seeds answer the same clips again: the interval takes no clip for more than one. */
function score(group: string, rows: number, hits: number, seeds: number): GroupAccuracy {
  const own = {
    group: group.slice(group.indexOf('/') + 1),
    clips: rows / seeds,
    hits: hits / seeds,
  };
  return { ...own, accuracy: hits / rows, ...wilsonInterval(own.hits, own.clips) };
}
