import type { Terminal } from './terminal.js';

type Paint = Terminal['paint'];

/**
 * The confusion matrix as text: a row per actual class, a column per predicted one, hits in bold on the diagonal.
 *
 * @param confusion counts, classes x classes
 */
export function formatConfusion(
  confusion: readonly (readonly number[])[],
  labels: readonly string[],
  paint: Paint,
): string {
  const nameWidth = longest(labels);
  const columns = labels.map((label) => label.slice(0, 5));
  const cellWidth = Math.max(longest(columns), longest(confusion.flat().map(String))) + 1;
  const head = ' '.repeat(nameWidth) + columns.map((name) => name.padStart(cellWidth)).join('');
  const rows = confusion.map((counts, actual) => {
    const cells = counts.map((count, predicted) => {
      const cell = (count === 0 ? '.' : String(count)).padStart(cellWidth);
      return actual === predicted ? paint('bold', cell) : cell;
    });
    return (labels[actual] ?? '').padEnd(nameWidth) + cells.join('');
  });
  return ['Rows: actual. Columns: predicted.', head, ...rows].join('\n');
}

/** One bar per class: how much of it was recognised. `angry      ########------------  41.2 %  of 38` */
export function formatRecalls(
  perClass: readonly {
    readonly label: string;
    readonly recall: number;
    readonly support: number;
  }[],
  paint: Paint,
): string {
  const width = 20;
  const nameWidth = longest(perClass.map(({ label }) => label));
  return perClass
    .map(({ label, recall, support }) => {
      if (support === 0) return `${label.padEnd(nameWidth)}  none to recognise`;
      const filled = Math.round(recall * width);
      const bar = paint('green', '#'.repeat(filled)) + '-'.repeat(width - filled);
      return `${label.padEnd(nameWidth)}  ${bar} ${formatPercent(recall).padStart(8)}  of ${support}`;
    })
    .join('\n');
}

/** `0.4479` as `44.79 %`. */
export const formatPercent = (ratio: number): string => `${(100 * ratio).toFixed(2)} %`;

const longest = (words: readonly string[]): number =>
  Math.max(0, ...words.map((word) => word.length));
