import { Resvg } from '@resvg/resvg-js';

import { inLightColours } from '../look/palette.js';
import type { Chart } from './chart.js';
import { renderChart } from './render-chart.js';

const FONTS = /font-family="[^"]*"/g;

/** Where the system's own is unknown by that name: in programs for papers, and for the PNG. */
const PLAIN_FONTS = 'Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif';

/** A chart as an SVG file of its own, in plain colours: programs for papers know no CSS variables. */
export async function staticSvg(chart: Pick<Chart, 'spec'>): Promise<string> {
  const svg = inLightColours(await renderChart(chart)).replace(
    FONTS,
    `font-family="${PLAIN_FONTS}"`,
  );
  return svg.startsWith('<svg xmlns=')
    ? svg
    : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** A drawn chart as PNG, two pixels for one of the drawing, on white, with the fonts of this machine. */
export function pngOfSvg(svg: string): Buffer {
  const image = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: 2 },
    font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' },
  });
  return Buffer.from(image.render().asPng());
}
