import type { TopLevelSpec } from 'vega-lite';

import type { DataTable } from '../html/data-table.js';
import { chartConfig } from '../look/theme.js';

/** A picture before it is drawn. */
export interface Chart {
  /** Unique on the page, and the name of its file: `confusion`. */
  readonly id: string;
  readonly title: string;
  /** What there is to see, in a sentence or two: the caption, and the words for whoever does not see it. */
  readonly caption: string;
  readonly spec: TopLevelSpec;
  /** The same numbers to read. */
  readonly table: DataTable;
}

/** What the charts hand to vega-lite beside their own: the common look, and where the numbers are. */
export const chartBase = (values: readonly object[]) => ({
  config: chartConfig,
  data: { values: [...values] as object[] },
});

/** `0.4479` as `44.8 %`, never broken over two lines. */
export const percent = (ratio: number, digits = 1): string =>
  `${(100 * ratio).toFixed(digits)}\u00a0%`;

/** Two bounds as `41.2 to 50.3 %`. */
export const percentRange = ([low, high]: readonly [number, number]): string =>
  `${(100 * low).toFixed(1)} to ${percent(high)}`;

/** An axis of shares, 0 to 100 %. */
export const percentAxis = {
  labelExpr: "round(100 * datum.value) + '\u00a0%'",
  tickCount: 5,
  labelOverlap: false,
} as const;
