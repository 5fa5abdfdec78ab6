import type { RunRecord } from '@prosodia/records';

import { colour } from '../look/palette.js';
import { NOTEBOOK_SWEEP } from '../references/ravdess.js';
import { chartBase, percent, percentAxis, type Chart } from './chart.js';

interface SweepPoint {
  readonly batchSize: number;
  readonly whose: string;
  readonly loss: number | null;
  readonly accuracy: number;
}

/** Loss and accuracy on the test clips by batch size, beside the notebook's own. */
export function sweepCharts(runs: readonly RunRecord[]): readonly [loss: Chart, accuracy: Chart] {
  const points: SweepPoint[] = [
    ...NOTEBOOK_SWEEP.map((point) => ({ ...point, whose: 'notebook' })),
    ...runs.map(({ metrics, config }) => ({
      batchSize: batchSizeOf(config),
      whose: 'these runs',
      ...{ loss: metrics.test.loss, accuracy: metrics.test.accuracy },
    })),
  ].sort((a, b) => a.batchSize - b.batchSize);
  const chart = (
    measure: 'loss' | 'accuracy',
    title: string,
    axis: object,
    format: (value: number) => string,
  ): Chart => ({
    id: `sweep-${measure}`,
    title,
    caption: `On the test clips, for each batch size: these runs beside the published notebook, which trained for 50 epochs.`,
    spec: {
      ...chartBase(
        points.map((point) => ({
          ...point,
          batch: String(point.batchSize),
          words: `Batch ${point.batchSize}, ${point.whose}: ${point[measure] === null ? 'not finite' : format(point[measure])}`,
        })),
      ),
      width: 260,
      height: 200,
      mark: { type: 'point', filled: true, size: 90, opacity: 1 },
      encoding: {
        x: {
          ...{ field: 'batch', type: 'ordinal', title: 'batch size', sort: null },
          axis: { labelAngle: 0 },
        },
        y: {
          field: measure,
          type: 'quantitative',
          title: measure === 'loss' ? 'loss (nats)' : measure,
          axis,
          scale: { zero: false },
        },
        color: {
          ...{ field: 'whose', type: 'nominal' },
          scale: {
            domain: ['these runs', 'notebook'],
            range: [colour('accent'), colour('second')],
          },
        },
        shape: {
          ...{ field: 'whose', type: 'nominal' },
          scale: { domain: ['these runs', 'notebook'], range: ['circle', 'diamond'] },
        },
        description: { field: 'words', type: 'nominal' },
      },
    },
    table: {
      head: ['batch size', 'whose', measure],
      rows: points.map(({ batchSize, whose, [measure]: value }) => [
        batchSize,
        whose,
        value === null ? 'not finite' : format(value),
      ]),
    },
  });
  return [
    chart('loss', 'The sweep: loss', {}, (value) => value.toFixed(2)),
    chart('accuracy', 'The sweep: accuracy', percentAxis, percent),
  ];
}

/** Whether runs on RAVDESS differ in nothing but the batch size, as those of the notebook. */
export function isSweep(runs: readonly RunRecord[]): boolean {
  const sizes = new Set(runs.map(({ config }) => batchSizeOf(config)));
  const others = runs.map(({ metrics }) => {
    const { dataHash, network, seed, splitSeed, selection, epochs, corpus } = metrics;
    return JSON.stringify([dataHash, network, seed, splitSeed, selection, epochs, corpus.name]);
  });
  const onRavdess = runs.every(({ metrics: { corpus } }) => corpus.name === 'ravdess');
  return onRavdess && sizes.size > 1 && sizes.size === runs.length && new Set(others).size === 1;
}

/** The batch size that a run was asked for; 0 where it does not say. */
export const batchSizeOf = ({ options }: RunRecord['config']): number =>
  typeof options.batchSize === 'number' ? options.batchSize : 0;
