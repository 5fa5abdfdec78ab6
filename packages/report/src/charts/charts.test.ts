import { rm } from 'node:fs/promises';
import { readEvaluation, readRun, type EvaluationRecord, type RunRecord } from '@prosodia/records';
import { writeExampleEvaluation, writeExampleRun } from '@prosodia/records/examples';
import { beforeAll, describe, expect, it } from 'vitest';

import { answersOf } from '../answers/clip-answers.js';
import type { Chart } from './chart.js';
import { confusionChart } from './confusion.js';
import { evaluationCharts } from './evaluation-charts.js';
import { learningCurves } from './learning-curves.js';
import { levelsChart, recallChart } from './levels.js';
import { reliabilityChart } from './reliability.js';
import { renderChart } from './render-chart.js';
import { riskCoverageChart } from './risk-coverage.js';
import { sweepCharts } from './sweep.js';

let run: RunRecord;
let evaluation: EvaluationRecord;
let other: RunRecord;
beforeAll(async () => {
  const folders = [await writeExampleRun(), await writeExampleRun({ batchSize: 64 })] as const;
  run = await readRun(folders[0]);
  other = await readRun(folders[1]);
  const evaluated = await writeExampleEvaluation();
  evaluation = await readEvaluation(evaluated);
  for (const folder of [...folders, evaluated]) await rm(folder, { recursive: true });
});

/** The numbers that a specification draws. */
const valuesOf = ({ spec }: Chart) =>
  (spec as unknown as { data: { values: Record<string, unknown>[] } }).data.values;

describe('the confusion matrix', () => {
  it('has a cell for each pair, with counts and shares of the row', () => {
    const cells = valuesOf(confusionChart('c', run.metrics.test));
    expect(
      cells.map(({ actual, predicted, count, share }) => [actual, predicted, count, share]),
    ).toEqual([
      ['calm', 'calm', 1, 0.5],
      ['calm', 'angry', 1, 0.5],
      ['angry', 'calm', 1, 1 / 3],
      ['angry', 'angry', 2, 2 / 3],
    ]);
  });

  it('says of each cell under the pointer what it is', async () => {
    const svg = await renderChart(confusionChart('c', run.metrics.test));
    expect(svg.match(/<title>/g)).toHaveLength(4);
    expect(svg).toContain('<title>angry named calm: 1 of 3 clips, 33.3\u00a0%</title>');
  });
});

describe('learning curves', () => {
  it('draw train and dev, a gap where a loss is not finite', () => {
    const [loss, accuracy] = learningCurves('l', run);
    expect(valuesOf(loss)).toEqual([
      { epoch: 1, part: 'train', value: 2 },
      { epoch: 2, part: 'train', value: null },
      { epoch: 1, part: 'dev', value: 1.5 },
      { epoch: 2, part: 'dev', value: 1.25 },
    ]);
    expect(accuracy.table.head).toEqual(['epoch', 'train', 'dev', 'dev, average recall']);
  });

  it('say which epoch was kept and why', () => {
    const [{ caption }] = learningCurves('l', run);
    expect(caption).toContain(
      'The line marks epoch 2, whose weights were kept: the best average recall',
    );
  });
});

it('recall keeps the emotions’ order and their colours', () => {
  const dots = valuesOf(recallChart('r', run.metrics.test));
  expect(dots.map(({ name, value, colour }) => [name, value, colour])).toEqual([
    ['calm', 1 / 2, 'var(--emotion-calm, #5596ee)'],
    ['angry', 2 / 3, 'var(--emotion-angry, #ab3409)'],
  ]);
});

it('recall says of an emotion that is never named that it is not', () => {
  const { perClass } = run.metrics.test;
  const [calm] = valuesOf(
    recallChart('r', {
      perClass,
      confusion: [
        [0, 2],
        [0, 3],
      ],
    }),
  );
  expect(calm?.detail).toMatch(/; never named$/);
});

it('levels stand among guess, baseline, notebook and listeners, the best first', () => {
  const dots = valuesOf(levelsChart([run]));
  expect(dots.map(({ name, value }) => [name, value])).toEqual([
    ['average listener', 0.624],
    [run.name, 0.6],
    ["notebook's best", 0.5034],
    ['guess', 0.5],
    ['decision tree', 0.4],
    ["notebook's baseline", 0.3854],
  ]);
});

it('levels of other corpora do not stand beside numbers of RAVDESS', () => {
  const corpus = { ...run.metrics.corpus, name: 'demo' };
  const dots = valuesOf(levelsChart([{ ...run, metrics: { ...run.metrics, corpus } }]));
  expect(dots.map(({ name }) => name)).toEqual([run.name, 'guess', 'decision tree']);
});

it('evaluations stand among them with the interval that they were given', () => {
  const dots = valuesOf(levelsChart([run], [evaluation]));
  const own = dots.find(({ name }) => name === evaluation.name);
  expect(own).toMatchObject({ value: 0.7, low: 0.5, high: 0.875, reference: false });
  expect(dots.find(({ name }) => name === 'always angry')).toMatchObject({ value: 0.6 });
  expect(dots.filter(({ name }) => name === 'guess')).toHaveLength(1);
});

it('breaks a long name at blanks and pluses, the dot beside its middle', async () => {
  const name = 'actors-luna, logistic-regression+rbf-svm, by speaker';
  const chart = levelsChart([], [{ ...evaluation, name }]);
  const [dot] = valuesOf(chart).filter((value) => value.name === name);
  expect(dot?.label).toBe('actors-luna,\nlogistic-regression+\nrbf-svm, by speaker');
  expect(await renderChart(chart)).toContain('>logistic-regression+</tspan>');
});

it('an evaluation has a chart of each kind; the interval of a fold counts a clip once', () => {
  const charts = evaluationCharts('e', evaluation);
  expect(charts.map(({ id }) => id.slice(2))).toEqual([
    ...['confusion', 'recall', 'fold', 'gender', 'speaker', 'reliability', 'risk-coverage'],
  ]);
  const [, , folds] = charts;
  expect(folds?.table.rows.map((row) => [row[0], row[1], row[4]])).toEqual([
    ['Actor 01', '75.0\u00a0%', '1.5 of 2 clips'],
    ['<b>', '66.7\u00a0%', '2 of 3 clips'],
  ]);
  expect(evaluationCharts('e', { ...evaluation, folds: [] })).toHaveLength(4);
});

it('risk falls with coverage, and the dot stands where dev put the threshold', () => {
  const chart = riskCoverageChart('r', answersOf(run.predictions, ['calm', 'angry']), {
    ...{ coverage: 0.8, risk: 0.25, wantedRisk: 0.2 },
  });
  // Surest first: 0.9375 right, 0.875 wrong, two of 0.75 right, 0.625 wrong.
  expect(valuesOf(chart).map(({ coverage, risk }) => [coverage, risk])).toEqual([
    [0.2, 0],
    [0.4, 0.5],
    [0.8, 0.25],
    [1, 0.4],
  ]);
  expect(chart.table.rows.map(([coverage]) => coverage)).toEqual([
    ...['20.0', '40.0', '80.0', '100.0'].map((text) => `${text}\u00a0%`),
  ]);
  expect(chart.caption).toContain('at most 20\u00a0% wrong answers');
});

it('the sweep stands beside the numbers of the notebook', () => {
  const [loss, accuracy] = sweepCharts([run, other]);
  expect(loss.table.rows).toEqual([
    [32, 'notebook', '4.85'],
    [32, 'these runs', '0.75'],
    [64, 'notebook', '4.02'],
    [64, 'these runs', '0.75'],
    [128, 'notebook', '4.47'],
  ]);
  expect(valuesOf(accuracy).filter(({ whose }) => whose === 'notebook')).toMatchObject([
    { accuracy: 0.4479 },
    { accuracy: 0.5 },
    { accuracy: 0.5034 },
  ]);
});

it('every chart is drawn: an SVG with a view box and nothing that a page’s policy refuses', async () => {
  const charts = [
    confusionChart('a', run.metrics.test),
    recallChart('b', run.metrics.test),
    ...learningCurves('c', run),
    reliabilityChart('d', answersOf(run.predictions, run.metrics.test.labels)),
    levelsChart([run, other]),
    ...sweepCharts([run, other]),
    ...evaluationCharts('e', evaluation),
  ];
  for (const chart of charts) {
    const svg = await renderChart(chart);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 [\d.]+ [\d.]+"/);
    expect(svg).not.toMatch(/ style=|<script|<style|aria-|undefined|NaN/);
  }
  expect(charts).toHaveLength(15);
});
