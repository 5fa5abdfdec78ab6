import { markup, type Markup } from './markup.js';

/** Numbers as a table: a head, and rows of as many cells. */
export interface DataTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A plain table that may scroll sideways; the first cell of a row names it. */
export function dataTable({ head, rows }: DataTable, label: string): Markup {
  const cells = (row: readonly (string | number)[]): Markup[] =>
    row.map((cell, column) => {
      if (column === 0) return markup`<th scope="row">${cell}</th>`;
      return isNumeric(cell) ? markup`<td class="number">${cell}</td>` : markup`<td>${cell}</td>`;
    });
  const numeric = (column: number): Markup | undefined =>
    column > 0 && rows.some((row) => isNumeric(row[column] ?? ''))
      ? markup` class="number"`
      : undefined;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${label}">
<table>
<thead><tr>${head.map(
    (name, column) => markup`<th scope="col"${numeric(column)}>${name}</th>`,
  )}</tr></thead>
<tbody>${rows.map((row) => markup`<tr>${cells(row)}</tr>\n`)}</tbody>
</table>
</div>
`;
}

/** A number or a range, with its unit or without. */
const isNumeric = (cell: string | number): boolean =>
  typeof cell === 'number' ||
  /^(?:< )?[-+−]?[\d.,]+(?:(?:\s%)? to [-+−]?[\d.,]+)?(?:\s\D{1,3})?$/.test(cell);
