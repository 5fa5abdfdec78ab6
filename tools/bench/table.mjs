/**
 * Columns of equal width for a terminal.
 *
 * @param {string[][]} lines the headings first
 * @param {number} textColumns how many columns from the left hold text; the others hold numbers, flush right
 */
export function alignColumns(lines, textColumns) {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column < textColumns
            ? cell.padEnd(widths[column] ?? 0)
            : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/**
 * A table of Markdown; its columns are as above.
 *
 * @param {string[][]} lines
 * @param {number} textColumns
 */
export function markdownTable([headings = [], ...lines], textColumns) {
  const rule = headings.map((_, column) => (column < textColumns ? '---' : '--:'));
  return [headings, rule, ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** @param {number} value */
export function threeDigits(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
