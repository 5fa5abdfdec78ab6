import type { Chart } from './charts/chart.js';

/** A finished report. */
export interface Report {
  readonly title: string;
  /** The whole page; it needs nothing beside itself. */
  readonly html: string;
  /** Every chart on it, in order, for `writeCharts`. */
  readonly charts: readonly Chart[];
}
