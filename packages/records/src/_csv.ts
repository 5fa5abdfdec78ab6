import { parse } from 'csv-parse/sync';

import { expected } from './errors.js';

export type Row = Readonly<Record<string, string | undefined>>;

/** Rows as CSV text (RFC 4180 quoting, one `\n` a row): a field with a comma, a quote or a line break is quoted. */
export function toCsv(rows: Iterable<readonly (string | number)[]>): string {
  let text = '';
  for (const row of rows) text += `${row.map(field).join(',')}\n`;
  return text;
}

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The rows of a CSV text, by the names of its first line.
 *
 * @param needed the columns that have to be there
 * @throws {RecordsError} RUN_INVALID
 */
export function readRows(text: string, needed: readonly string[], file: string): Row[] {
  let lines: string[][];
  try {
    lines = parse(text, { bom: true });
  } catch (cause) {
    throw expected('RUN_INVALID', 'CSV', file, (cause as Error).message, { cause });
  }
  const [head = [], ...rows] = lines;
  const missing = needed.filter((name) => !head.includes(name));
  if (missing.length > 0)
    throw expected('RUN_INVALID', `the columns ${needed.join(', ')}`, file, head.join(', '));
  return rows.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index]])));
}

/** Undefined where a cell is empty or not finite. */
export function optionalNumber(text: string | undefined): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
