import { parse } from 'csv-parse/sync';

import { expected } from '../errors.js';
import type { Epoch, Prediction } from './run-record.js';

type Row = Readonly<Record<string, string | undefined>>;

/** The epochs of a `history.csv`. */
export function readHistory(text: string, file: string): Epoch[] {
  return readRows(text, ['epoch', 'loss', 'accuracy'], file).map((row, index) => ({
    epoch: index + 1,
    loss: optionalNumber(row.loss),
    accuracy: optionalNumber(row.accuracy),
    devLoss: optionalNumber(row.devLoss),
    devAccuracy: optionalNumber(row.devAccuracy),
    devUar: optionalNumber(row.devUar),
  }));
}

/** The clips of a `predictions.csv`, whose probabilities stand in the columns called like the labels. */
export function readPredictions(
  text: string,
  labels: readonly string[],
  file: string,
): Prediction[] {
  const columns = ['path', 'actual', 'predicted', ...labels];
  return readRows(text, columns, file).map((row, index) => {
    const where = `line ${index + 2} of ${file}`;
    const label = (name: 'actual' | 'predicted'): string => {
      const value = row[name] ?? '';
      if (labels.includes(value)) return value;
      throw expected('RUN_INVALID', `one of ${labels.join(', ')}`, `${name} in ${where}`, value);
    };
    const probabilities = labels.map((name) => {
      const value = optionalNumber(row[name]);
      if (value !== undefined && value >= 0 && value <= 1) return value;
      throw expected('RUN_INVALID', 'a probability', `${name} in ${where}`, row[name] ?? 'nothing');
    });
    const { path = '' } = row;
    return { path, actual: label('actual'), predicted: label('predicted'), probabilities };
  });
}

function readRows(text: string, needed: readonly string[], file: string): Row[] {
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

/** Undefined where a cell is empty or not finite: a loss that has run away is drawn as a gap. */
function optionalNumber(text: string | undefined): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
