import type { Config } from 'vega-lite';

import { colour } from './palette.js';

/** One family for the page and its pictures: the system's own, no download. */
export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

/** How every chart looks: few lines, one size of text, no frame. */
export const chartConfig: Config = {
  background: 'transparent',
  font: FONT,
  padding: 4,
  view: { stroke: null },
  axis: {
    labelColor: colour('soft'),
    titleColor: colour('soft'),
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    domainColor: colour('line'),
    tickColor: colour('line'),
    gridColor: colour('line'),
    labelLimit: 240,
    labelFlush: false,
    titlePadding: 8,
  },
  axisBand: { ticks: false, grid: false, labelPadding: 6 },
  header: { labelColor: colour('ink'), labelFontSize: 12, title: null },
  legend: {
    ...{ labelColor: colour('ink'), labelFontSize: 12, title: null, orient: 'top' },
    ...{ symbolStrokeWidth: 2, labelLimit: 240 },
  },
  text: { color: colour('ink'), fontSize: 12 },
};
