import { createRandom, deriveSeed } from '@prosodia/statistics';
import type { LabelledRows } from '../labelled-rows.js';
import { BINS, growTree, type TreeNode } from './_grow-tree.js';
import { classifierOf, rowsOf, type Classifier, type FitOptions } from './classifier.js';

/** Options of {@link trainRandomForest}. */
export interface RandomForestOptions extends FitOptions {
  /** Trees, 1 or more (200). */
  readonly trees?: number;
  /** Rows that a leaf has at least (1). */
  readonly minLeaf?: number;
  /** Decides which rows and columns each tree sees (0). */
  readonly seed?: number;
}

/**
 * A random forest (Breiman 2001): trees on rows drawn with replacement, each split chosen among as many random columns
 * as the square root of the width; the probabilities are the mean of the leaves.
 *
 * Our own, since ml-random-forest draws columns once a tree and takes time in the square of the rows:
 * docs/experiments.md has the numbers.
 *
 * @throws {ModelError} INVALID_DATA
 */
export function trainRandomForest(train: LabelledRows, options: RandomForestOptions): Classifier {
  const { classes, trees = 200, minLeaf = 1, seed = 0 } = options;
  const { width, rows, y } = train;
  const edges = binEdges(rowsOf(train, options), width);
  const bins = Uint8Array.from(train.x, (value, i) => binOf(value, edges[i % width]));
  const perNode = Math.max(1, Math.round(Math.sqrt(width)));
  const forest = Array.from({ length: trees }, (_, tree) => {
    const random = createRandom(deriveSeed(seed, tree));
    const drawn = Int32Array.from({ length: rows }, () => Math.floor(random() * rows));
    const columnsAt = (): Int32Array => drawColumns(width, perNode, random);
    return growTree({ bins, y, width, classes }, drawn, columnsAt, minLeaf);
  });
  return classifierOf(`random forest of ${trees}`, { width, classes }, (row) => {
    const own = Uint8Array.from(row, (value, column) => binOf(value, edges[column]));
    const shares = new Float32Array(classes);
    for (const tree of forest)
      leafOf(tree, own).forEach((share, label) => {
        shares[label] = (shares[label] ?? 0) + share / trees;
      });
    return shares;
  });
}

/** For each column the values between its bins, so that each bin has about as many rows. */
function binEdges(rows: readonly Float32Array[], width: number): Float32Array[] {
  return Array.from({ length: width }, (_, column) => {
    const values = Float32Array.from(rows, (row) => row[column] ?? 0).sort();
    return Float32Array.from(
      { length: BINS - 1 },
      (_, edge) => values[Math.floor(((edge + 1) * values.length) / BINS)] ?? 0,
    );
  });
}

/** How many edges lie below the value. */
function binOf(value: number, edges: Float32Array = new Float32Array()): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Different columns, drawn without replacement. */
function drawColumns(width: number, count: number, random: () => number): Int32Array {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(Math.floor(random() * width));
  return Int32Array.from(drawn);
}

function leafOf(node: TreeNode, bins: Uint8Array): Float32Array {
  let at = node;
  while ('column' in at) at = (bins[at.column] ?? 0) <= at.bin ? at.left : at.right;
  return at.shares;
}
