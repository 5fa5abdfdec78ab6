import { stringify } from 'csv-stringify/sync';

import { optionalNumber, readRows } from './_csv.js';
import type { Epoch } from './run-record.js';

const COLUMNS = [
  'epoch',
  'loss',
  'accuracy',
  'devLoss',
  'devAccuracy',
  'devUar',
  'seconds',
] as const satisfies readonly (keyof Epoch)[];

/** `history.csv`: a row per epoch; the dev columns are empty where there was no dev part. */
export function historyCsv(history: readonly Epoch[]): string {
  return stringify([
    COLUMNS,
    ...history.map((epoch) => COLUMNS.map((column) => epoch[column] ?? '')),
  ]);
}

/**
 * The epochs of a `history.csv`.
 *
 * @throws {RecordsError} RUN_INVALID naming the file
 */
export function readHistory(text: string, file: string): Epoch[] {
  return readRows(text, ['epoch', 'loss', 'accuracy'], file).map((row, index) => ({
    ...Object.fromEntries(COLUMNS.map((column) => [column, optionalNumber(row[column])])),
    epoch: index + 1,
  }));
}
