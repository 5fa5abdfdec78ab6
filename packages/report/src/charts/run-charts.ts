import type { RunRecord } from '@prosodia/records';

import { accuracyByGroup, type Grouping } from '../answers/accuracy-by-group.js';
import { answersOf } from '../answers/clip-answers.js';
import type { Clip } from '../record/clip.js';
import type { Chart } from './chart.js';
import { confusionChart } from './confusion.js';
import { learningCurves } from './learning-curves.js';
import { groupChart, recallChart } from './levels.js';
import { reliabilityChart } from './reliability.js';
import { riskCoverageChart } from './risk-coverage.js';

const GROUPINGS: readonly (readonly [Grouping, title: string, rowName: string])[] = [
  ['gender', 'By gender', 'gender'],
  ['intensity', 'By intensity', 'intensity'],
  ['speaker', 'By actor', 'actor'],
];

/** All pictures of one run. `id` begins their names. */
export function runCharts(id: string, run: RunRecord, clips: ReadonlyMap<string, Clip>): Chart[] {
  const { test } = run.metrics;
  const answers = answersOf(run.predictions, test.labels);
  const groups = GROUPINGS.flatMap(([grouping, title, rowName]) => {
    const scores = accuracyByGroup(run.predictions, clips, grouping);
    return scores.length === 0 ? [] : [groupChart(`${id}-${grouping}`, { title, rowName }, scores)];
  });
  return [
    confusionChart(`${id}-confusion`, test),
    recallChart(`${id}-recall`, test),
    ...learningCurves(id, run),
    reliabilityChart(`${id}-reliability`, answers),
    riskCoverageChart(`${id}-risk-coverage`, answers),
    ...groups,
  ];
}
