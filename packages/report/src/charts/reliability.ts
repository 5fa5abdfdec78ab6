import { reliability } from '@prosodia/statistics';

import type { ClipAnswers } from '../answers/clip-answers.js';
import { counted } from '../html/wording.js';
import { colour } from '../look/palette.js';
import { chartBase, percent, percentAxis, type Chart } from './chart.js';

const UNIT = [0, 1];

/** Confidence against accuracy: whether 70 % means 7 of 10. */
export function reliabilityChart(id: string, { probabilities, actual }: ClipAnswers): Chart {
  const { bins, error } = reliability(probabilities, actual);
  const values = bins.map((bin) => ({
    ...bin,
    words: `Confidence ${percent(bin.from)} to ${percent(bin.to)}: ${bin.hits} of ${counted(bin.rows, 'clip')} right, ${percent(bin.accuracy)}`,
  }));
  const scale = { domain: UNIT };
  const share = (field: string, title: string) =>
    ({ field, type: 'quantitative', title, axis: percentAxis, scale }) as const;
  const diagonal = UNIT.map((value) => ({ confidence: value, accuracy: value }));
  return {
    id,
    title: 'Does its confidence hold?',
    caption: `Clips sorted by the probability of the answer. On the dashed line it is right as often as it says; below, it is too sure. The larger the dot, the more clips. The mean gap (expected calibration error) is ${percent(error)}.`,
    spec: {
      ...chartBase(values),
      width: 240,
      height: 240,
      layer: [
        {
          data: { values: diagonal },
          mark: { type: 'line', strokeDash: [4, 3], strokeWidth: 1, color: colour('soft') },
          encoding: {
            x: share('confidence', 'confidence'),
            y: share('accuracy', 'named rightly'),
          },
        },
        {
          mark: { type: 'line', strokeWidth: 1.5, color: colour('accent') },
          encoding: {
            x: share('meanConfidence', 'confidence'),
            y: share('accuracy', 'named rightly'),
          },
        },
        {
          mark: { type: 'circle', opacity: 1, color: colour('accent') },
          encoding: {
            x: share('meanConfidence', 'confidence'),
            y: share('accuracy', 'named rightly'),
            size: {
              ...{ field: 'rows', type: 'quantitative', legend: null },
              scale: { range: [20, 260], domain: [0, Math.max(...bins.map(({ rows }) => rows))] },
            },
            description: { field: 'words', type: 'nominal' },
          },
        },
      ],
    },
    table: {
      head: ['confidence', 'clips', 'right', 'mean confidence', 'named rightly'],
      rows: bins.map(({ from, to, rows, hits, meanConfidence, accuracy }) => [
        `${percent(from)} to ${percent(to)}`,
        ...[rows, hits, percent(meanConfidence), percent(accuracy)],
      ]),
    },
  };
}
