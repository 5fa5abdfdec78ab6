import type { Epoch, RunRecord } from '@prosodia/records';

import { colour } from '../look/palette.js';
import { chartBase, percent, percentAxis, type Chart } from './chart.js';

type Series = readonly (readonly [name: string, value: (epoch: Epoch) => number | undefined])[];

/** Loss and accuracy by epoch, those of the dev part too where there is one, with the epoch that was kept. */
export function learningCurves(
  id: string,
  run: Pick<RunRecord, 'history' | 'metrics'>,
): readonly [loss: Chart, accuracy: Chart] {
  const { chosenEpoch, selection } = run.metrics;
  const kept =
    selection === 'dev'
      ? `The line marks epoch ${chosenEpoch}, whose weights were kept: the best average recall on the dev part.`
      : `The line marks epoch ${chosenEpoch}, the last, whose weights were kept.`;
  const loss: Series = [
    ['train', (epoch) => epoch.loss],
    ['dev', (epoch) => epoch.devLoss],
  ];
  const accuracy: Series = [
    ['train', (epoch) => epoch.accuracy],
    ['dev', (epoch) => epoch.devAccuracy],
    ['dev, average recall', (epoch) => epoch.devUar],
  ];
  return [
    curves(run, loss, {
      ...{ id: `${id}-loss`, title: 'Loss by epoch', measure: 'loss (nats)' },
      caption: `Cross-entropy: the lower, the surer of the right emotion. ${kept}`,
      ...{ axis: {}, format: (value) => value.toFixed(4) },
    }),
    curves(run, accuracy, {
      ...{ id: `${id}-accuracy`, title: 'Accuracy by epoch', measure: 'accuracy' },
      caption: `The share of clips named rightly. ${kept}`,
      ...{ axis: percentAxis, format: percent },
    }),
  ];
}

function curves(
  { history, metrics }: Pick<RunRecord, 'history' | 'metrics'>,
  series: Series,
  options: Pick<Chart, 'id' | 'title' | 'caption'> & {
    readonly measure: string;
    readonly axis: object;
    readonly format: (value: number) => string;
  },
): Chart {
  const { id, title, caption, measure, axis, format } = options;
  const seen = series.filter(([, read]) => history.some((epoch) => read(epoch) !== undefined));
  const values = seen.flatMap(([name, read]) =>
    history.map((epoch) => ({ epoch: epoch.epoch, part: name, value: read(epoch) ?? null })),
  );
  const names = seen.map(([name]) => name);
  const scale = { domain: [1, Math.max(2, history.length)], nice: false, zero: false };
  return {
    ...{ id, title, caption },
    spec: {
      ...chartBase(values),
      width: 300,
      height: 190,
      layer: [
        {
          data: { values: [{ epoch: metrics.chosenEpoch }] },
          mark: { type: 'rule', color: colour('soft'), strokeDash: [4, 3] },
          encoding: { x: { field: 'epoch', type: 'quantitative', scale } },
        },
        {
          mark: { type: 'line', strokeWidth: 2, point: history.length === 1 },
          encoding: {
            x: {
              ...{ field: 'epoch', type: 'quantitative', title: 'epoch' },
              axis: { tickMinStep: 1, format: 'd', grid: false, tickCount: 8 },
              scale,
            },
            y: { field: 'value', type: 'quantitative', title: measure, axis },
            color: {
              ...{ field: 'part', type: 'nominal' },
              scale: {
                domain: names,
                range: [colour('accent'), colour('second'), colour('second')],
              },
            },
            strokeDash: {
              ...{ field: 'part', type: 'nominal' },
              scale: {
                domain: names,
                range: [
                  [1, 0],
                  [1, 0],
                  [2, 3],
                ],
              },
            },
          },
        },
      ],
    },
    table: {
      head: ['epoch', ...names],
      rows: history.map((epoch) => [
        epoch.epoch,
        ...seen.map(([, read]) => {
          const value = read(epoch);
          return value === undefined ? '' : format(value);
        }),
      ]),
    },
  };
}
