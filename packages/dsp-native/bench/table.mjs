import { alignColumns, markdownTable, threeDigits } from '../../../tools/bench/table.mjs';

/**
 * @typedef {import('./summary.mjs').Row} Row
 */

const HEADINGS = ['stage', 'contender', 'threads', 'min', 'median', 'max', 'spread', 'ratio'];

/** @param {Row} row */
function cells({ stage, contender, threads, msPerClip, spread, ratio }) {
  const { min, median, max } = msPerClip;
  return [
    stage,
    contender,
    String(threads),
    ...[min, median, max].map(threeDigits),
    `${Math.round(100 * spread)} %`,
    Number.isNaN(ratio) ? '' : threeDigits(ratio),
  ];
}

/** For a terminal. @param {Row[]} rows */
export function textTable(rows) {
  return alignColumns([HEADINGS, ...rows.map(cells)], 2);
}

/** For a page; one stage, so without its column. @param {Row[]} rows */
export function pageTable(rows) {
  const lines = [HEADINGS, ...rows.map(cells)].map((line) => line.slice(1));
  return markdownTable(lines, 1);
}
