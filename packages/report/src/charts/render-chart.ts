import * as vega from 'vega';
import { compile } from 'vega-lite';

import type { Chart } from './chart.js';

// Without a canvas vega takes every letter for 0.8 em wide; those of common typefaces are 0.5 to 0.6.
// The types of vega leave this object out, which it keeps for that purpose.
const { textMetrics } = vega as unknown as {
  textMetrics: { width: (item: { readonly fontSize?: number }, text: string) => number };
};
textMetrics.width = ({ fontSize = 12 }, text) => 0.6 * fontSize * text.length;

/**
 * Draws a chart as SVG, without a browser: the text of an `<svg>` element with a view box.
 *
 * What vega says of each mark for screen readers goes, for the figure around the chart carries its words and its table;
 * descriptions of marks become titles, which browsers show under the pointer.
 */
export async function renderChart({ spec }: Pick<Chart, 'spec'>): Promise<string> {
  const logger = vega.logger(vega.Error);
  const view = new vega.View(vega.parse(compile(spec, { logger }).spec), {
    renderer: 'none',
    logger,
  });
  try {
    return tidy(await view.toSVG());
  } finally {
    view.finalize();
  }
}

const ATTRIBUTES = '(?: [\\w:-]+="[^"]*")*?';
const DESCRIBED = new RegExp(
  `<(path|line|rect)(${ATTRIBUTES}) aria-label="([^"]*)"(${ATTRIBUTES})/>`,
  'g',
);
const FOR_SCREEN_READERS = / (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"/g;
const EMPTY_PATH = /<path (?:class="(?:background|foreground)")?[^>]*d="(?:M0,0h0v0h0Z)?"[^>]*\/>/g;

function tidy(svg: string): string {
  return svg
    .replace(EMPTY_PATH, '')
    .replace(DESCRIBED, '<$1$2$4><title>$3</title></$1>')
    .replace(FOR_SCREEN_READERS, '')
    .replace(/ (?:opacity="1"|version="1\.1"|xmlns:xlink="[^"]*")/g, '')
    .replace(/(?<=[\s"(,])(-?\d+\.\d{3,})(?=[\s"),a-zA-Z])/g, (digits) => String(round(digits)));
}

const round = (digits: string): number => Math.round(Number(digits) * 100) / 100;
