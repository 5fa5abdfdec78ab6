import { dirname, join } from 'node:path';

import { makeFolder, writeWholeFile } from '@prosodia/whole-files';

import { pngOfSvg, staticSvg } from './charts/static-chart.js';
import type { Report } from './report.js';

/**
 * Writes the page of a report; it appears whole or not at all. Folders on the way are made.
 *
 * @returns the size of the page in bytes
 * @throws {WholeFilesError} where it cannot be written
 */
export async function writeReport(file: string, { html }: Pick<Report, 'html'>): Promise<number> {
  const bytes = Buffer.from(html);
  await makeFolder(dirname(file));
  await writeWholeFile(file, [bytes]);
  return bytes.length;
}

/**
 * Writes each chart as `<its id>.svg` and `<its id>.png` (two pixels for one), in light colours, for papers.
 *
 * @returns how many charts were written
 * @throws {WholeFilesError} where one cannot be written
 */
export async function writeCharts(
  folder: string,
  { charts }: Pick<Report, 'charts'>,
): Promise<number> {
  await makeFolder(folder);
  for (const chart of charts) {
    const svg = await staticSvg(chart);
    await writeWholeFile(join(folder, `${chart.id}.svg`), [svg]);
    await writeWholeFile(join(folder, `${chart.id}.png`), [pngOfSvg(svg)]);
  }
  return charts.length;
}
