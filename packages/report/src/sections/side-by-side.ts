import type { EvaluationRecord, RunRecord } from '@prosodia/records';

import { accuracyOf } from '../answers/accuracy.js';
import { percent, percentRange } from '../charts/chart.js';
import { batchSizeOf } from '../charts/sweep.js';
import { dataTable } from '../html/data-table.js';
import { markup, type Markup } from '../html/markup.js';
import { fewSpeakersNote } from '../html/few-speakers.js';

/** Several runs in one table. */
export function runsTable(runs: readonly RunRecord[]): Markup {
  const rows = runs.map((run) => {
    const { metrics, config } = run;
    const { hits, clips, accuracy, low, high } = accuracyOf(run);
    return [
      run.name,
      metrics.corpus.name,
      metrics.network,
      batchSizeOf(config),
      `${metrics.chosenEpoch} of ${metrics.epochs} (${metrics.selection})`,
      metrics.seed,
      `${hits} of ${clips}`,
      percent(accuracy),
      percentRange([low, high]),
      percent(metrics.test.uar),
      metrics.test.loss === null ? 'not finite' : metrics.test.loss.toFixed(3),
    ];
  });
  const head = [
    ...['run', 'corpus', 'network', 'batch', 'epoch', 'seed', 'right'],
    ...['accuracy', '95\u00a0% interval', 'average recall', 'loss (nats)'],
  ];
  return dataTable({ head, rows }, 'Numbers of the runs');
}

/** Several evaluations in one table; what each is, is in its name, and in its section. */
export function evaluationsTable(evaluations: readonly EvaluationRecord[]): Markup {
  const rows = evaluations.map(({ name, scores }) => [
    ...[name, scores.features, scores.seeds, scores.clips.length],
    ...held(scores.accuracy),
    ...held(scores.uar),
  ]);
  const interval = '95\u00a0% interval';
  const head = [
    ...['evaluation', 'features', 'seeds', 'clips', 'accuracy', interval],
    ...['average recall', interval],
  ];
  const few = evaluations.map(({ name, scores }) => ({
    name,
    speakers: scores.perSpeaker.length,
  }));
  return markup`${dataTable({ head, rows }, 'Numbers of the evaluations')}${fewSpeakersNote(few)}`;
}

const held = ({ mean, interval }: EvaluationRecord['scores']['uar']): string[] => [
  percent(mean),
  percentRange(interval),
];
