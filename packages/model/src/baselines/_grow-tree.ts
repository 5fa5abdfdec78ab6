/** Rows whose columns are cut into bins: what trees grow on. */
export interface BinnedRows {
  /** rows x width bin numbers, row-major. */
  readonly bins: Uint8Array;
  readonly y: ArrayLike<number>;
  readonly width: number;
  readonly classes: number;
}

/** A row goes left where its column's bin is at most `bin`; a leaf has shares of the classes instead. */
export type TreeNode =
  | {
      readonly column: number;
      readonly bin: number;
      readonly left: TreeNode;
      readonly right: TreeNode;
    }
  | { readonly shares: Float32Array };

/** Bins of a column: more would tell values apart that 1440 clips cannot. */
export const BINS = 32;

interface Split {
  readonly column: number;
  readonly bin: number;
  /** Sum over both sides of the squared counts, divided by the side's rows: large where the Gini impurity is small. */
  readonly purity: number;
}

/**
 * Grows a tree to pure leaves, each split the best (Gini) over some columns (Breiman 2001). A column is looked at once
 * a node through a histogram of its bins, so a node takes time in proportion to its rows.
 *
 * @param rows indices into the rows, repeated where drawn twice
 * @param columnsAt the columns to look at in a node
 */
export function growTree(
  data: BinnedRows,
  rows: Int32Array,
  columnsAt: () => Int32Array,
  minLeaf: number,
): TreeNode {
  const counts = new Float32Array(data.classes);
  for (const row of rows) add(counts, data.y[row] ?? 0);
  const leaf = { shares: counts.map((count) => count / rows.length) };
  if (counts.some((count) => count === rows.length) || rows.length < 2 * minLeaf) return leaf;
  const split = bestSplit(data, rows, columnsAt(), minLeaf);
  if (split === undefined) return leaf;
  const { column, bin } = split;
  const isLeft = (row: number): boolean => (data.bins[row * data.width + column] ?? 0) <= bin;
  return {
    ...{ column, bin },
    left: growTree(data, rows.filter(isLeft), columnsAt, minLeaf),
    right: growTree(
      data,
      rows.filter((row) => !isLeft(row)),
      columnsAt,
      minLeaf,
    ),
  };
}

function bestSplit(
  data: BinnedRows,
  rows: Int32Array,
  columns: Int32Array,
  minLeaf: number,
): Split | undefined {
  const { bins, y, width, classes } = data;
  const histogram = new Int32Array(BINS * classes);
  let best: Split | undefined;
  for (const column of columns) {
    histogram.fill(0);
    for (const row of rows)
      add(histogram, (bins[row * width + column] ?? 0) * classes + (y[row] ?? 0));
    const found = bestBin(histogram, classes, rows.length, minLeaf);
    if (found && found.purity > (best?.purity ?? 0)) best = { column, ...found };
  }
  return best;
}

/** The bin to split a column behind. */
function bestBin(
  histogram: Int32Array,
  classes: number,
  rows: number,
  minLeaf: number,
): Omit<Split, 'column'> | undefined {
  const left = new Int32Array(classes);
  const right = new Int32Array(classes);
  histogram.forEach((count, cell) => {
    add(right, cell % classes, count);
  });
  let onLeft = 0;
  let best: Omit<Split, 'column'> | undefined;
  for (let bin = 0; bin < BINS - 1; bin++) {
    for (let label = 0; label < classes; label++) {
      const count = histogram[bin * classes + label] ?? 0;
      add(left, label, count);
      add(right, label, -count);
      onLeft += count;
    }
    if (onLeft < minLeaf || rows - onLeft < minLeaf) continue;
    const purity = sumOfSquares(left) / onLeft + sumOfSquares(right) / (rows - onLeft);
    if (purity > (best?.purity ?? 0)) best = { bin, purity };
  }
  return best;
}

function add(counts: Int32Array | Float32Array, place: number, count = 1): void {
  counts[place] = (counts[place] ?? 0) + count;
}

function sumOfSquares(counts: Int32Array): number {
  let sum = 0;
  for (const count of counts) sum += count * count;
  return sum;
}
