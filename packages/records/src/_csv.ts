import { parse } from 'csv-parse/sync';

import { expected } from './errors.js';

export type Row = Readonly<Record<string, string | undefined>>;

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
