import { markup, type Markup } from './markup.js';

/** Numbers as a table: a head, and rows of as many cells. */
export interface DataTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** More columns than fit on a phone. */
const MANY = 4;

/** A plain table; the first cell of a row names it. On a phone the rows of a wide one are cards, one below the other. */
export function dataTable({ head, rows }: DataTable, label: string): Markup {
  const wide = head.length > MANY;
  const cells = (row: readonly (string | number)[]): Markup[] =>
    row.map((cell, column) => {
      if (column === 0) return markup`<th scope="row">${cell}</th>`;
      const number = isNumeric(cell) ? markup` class="number"` : undefined;
      const name = wide ? markup` data-head="${head[column]}"` : undefined;
      return markup`<td${number}${name}>${cell}</td>`;
    });
  const numeric = (column: number): Markup | undefined =>
    column > 0 && rows.some((row) => isNumeric(row[column] ?? ''))
      ? markup` class="number"`
      : undefined;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${label}">
<table${wide ? markup` class="cards"` : undefined}>
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
