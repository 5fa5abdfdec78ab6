import { stringify } from 'csv-stringify/sync';

import { optionalNumber, readRows } from './_csv.js';
import { expected } from './errors.js';
import type { Prediction } from './run-record.js';

const columnsOf = (labels: readonly string[]): string[] => [
  ...['path', 'actual', 'predicted'],
  ...labels,
];

/** `predictions.csv`: a row per clip: its path, its label, the most probable one, and a probability for each. */
export function predictionsCsv(
  predictions: readonly Prediction[],
  labels: readonly string[],
): string {
  const rows = predictions.map(({ path, actual, predicted, probabilities }) => [
    ...[path, actual, predicted],
    // 9 digits tell any two float32 apart.
    ...probabilities.map((probability) => Number(probability.toPrecision(9))),
  ]);
  return stringify([columnsOf(labels), ...rows]);
}

/**
 * The clips of a `predictions.csv`, whose probabilities stand in the columns called like the labels.
 *
 * @throws {RecordsError} RUN_INVALID naming the file and the line
 */
export function readPredictions(
  text: string,
  labels: readonly string[],
  file: string,
): Prediction[] {
  return readRows(text, columnsOf(labels), file).map((row, index) => {
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
