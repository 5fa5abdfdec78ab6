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
  const lines = [HEADINGS, ...rows.map(cells)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/** For a page; one stage, so without its column. @param {Row[]} rows */
export function markdownTable(rows) {
  const lines = [HEADINGS, HEADINGS.map((_, column) => (column < 2 ? '---' : '--:'))].concat(
    rows.map(cells),
  );
  return lines.map((line) => `| ${line.slice(1).join(' | ')} |`).join('\n');
}

/** @param {number} value */
export function threeDigits(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
