import { expected } from '../errors.js';
import { squaredDistance } from './nearest-neighbours.js';

/** A trained support vector machine: one decision for each pair of classes. */
export interface SvmModel {
  /** The classes in LIBSVM's order, that of their first rows. */
  readonly labels: readonly number[];
  /** Support vectors of each label, one label after another. */
  readonly perLabel: readonly number[];
  readonly vectors: readonly Float32Array[];
  /** For each vector its weight against each of the other labels, in their order. */
  readonly weights: readonly Float64Array[];
  /** What is taken from the decision of each pair (0, 1), (0, 2) ... (1, 2) ... */
  readonly rho: readonly number[];
  /** Of the RBF kernel; undefined for the linear one. */
  readonly gamma: number | undefined;
}

/** Reads LIBSVM's text format. */
export function parseSvmModel(text: string, width: number): SvmModel {
  const [head = '', body = ''] = text.split(/^SV\n/m);
  const fields = new Map(head.split('\n').map((line) => [line.split(' ', 1)[0], line]));
  const numbers = (name: string): number[] => {
    const line = fields.get(name);
    if (line === undefined) throw expected('INVALID_DATA', `a line ${name}`, 'LIBSVM', 'none');
    return line.trim().split(' ').slice(1).map(Number);
  };
  const others = numbers('label').length - 1;
  const rows = body
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '));
  return {
    labels: numbers('label'),
    perLabel: numbers('nr_sv'),
    rho: numbers('rho'),
    gamma: fields.get('kernel_type')?.includes('rbf') ? numbers('gamma')[0] : undefined,
    weights: rows.map((row) => Float64Array.from(row.slice(0, others), Number)),
    vectors: rows.map((row) => {
      const vector = new Float32Array(width);
      for (const cell of row.slice(others)) {
        const [place = '', value = ''] = cell.split(':');
        vector[Number(place) - FIRST_INDEX] = Number(value);
      }
      return vector;
    }),
  };
}

/** How libsvm-js counts columns. */
const FIRST_INDEX = 1;

/**
 * A score for each class: the pairs that it wins, and by how much, squeezed so that this never outweighs a win
 * (scikit-learn's `decision_function_shape='ovr'`). Classes without a training row score lowest of all.
 */
export function svmScores(model: SvmModel, row: Float32Array, classes: number): Float64Array {
  const { labels, perLabel, vectors, weights, rho, gamma } = model;
  const kernel = vectors.map((vector) =>
    gamma === undefined ? dot(row, vector) : Math.exp(-gamma * squaredDistance(row, vector)),
  );
  const starts = perLabel.map((_, label) => perLabel.slice(0, label).reduce((a, b) => a + b, 0));
  const votes = new Float64Array(labels.length);
  const margins = new Float64Array(labels.length);
  let pair = 0;
  for (let first = 0; first < labels.length; first++)
    for (let second = first + 1; second < labels.length; second++) {
      const sum = (label: number, against: number): number => {
        const start = starts[label] ?? 0;
        let total = 0;
        for (let i = start; i < start + (perLabel[label] ?? 0); i++)
          total += (weights[i]?.[against] ?? 0) * (kernel[i] ?? 0);
        return total;
      };
      const decision = sum(first, second - 1) + sum(second, first) - (rho[pair++] ?? 0);
      votes[decision > 0 ? first : second] = (votes[decision > 0 ? first : second] ?? 0) + 1;
      margins[first] = (margins[first] ?? 0) + decision;
      margins[second] = (margins[second] ?? 0) - decision;
    }
  const scores = new Float64Array(classes).fill(-1);
  labels.forEach((label, index) => {
    const margin = margins[index] ?? 0;
    scores[label] = (votes[index] ?? 0) + margin / (3 * (Math.abs(margin) + 1));
  });
  return scores;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let column = 0; column < a.length; column++) sum += (a[column] ?? 0) * (b[column] ?? 0);
  return sum;
}
