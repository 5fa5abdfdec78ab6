/** How values spread: as many buckets of one width as TensorBoard itself takes. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly count: number;
  readonly sum: number;
  readonly sumSquares: number;
  /** Right edges, ascending; the last is the maximum. */
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

const BUCKETS = 30;

/** Of the finite values; undefined where there are none. */
export function histogramOf(values: Float32Array): Histogram | undefined {
  let [min, max, count, sum, sumSquares] = [Infinity, -Infinity, 0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    count++;
    sum += value;
    sumSquares += value * value;
  }
  if (count === 0) return undefined;
  const perUnit = max > min ? BUCKETS / (max - min) : 0;
  const counts = new Array<number>(perUnit === 0 ? 1 : BUCKETS).fill(0);
  const last = counts.length - 1;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const bucket = Math.min(Math.floor((value - min) * perUnit), last);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const limits = counts.map((_, index) => (index === last ? max : min + (index + 1) / perUnit));
  return { min, max, count, sum, sumSquares, limits, counts };
}
