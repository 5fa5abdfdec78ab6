import { expected } from './errors.js';

/** What several runs of the same thing came to. */
export interface Spread {
  readonly mean: number;
  /** Sample standard deviation (divisor n - 1); 0 for one value, which says nothing about any spread. */
  readonly deviation: number;
}

/** @throws {StatisticsError} INVALID_DATA without values */
export function spread(values: readonly number[]): Spread {
  const count = values.length;
  if (count === 0) throw expected('INVALID_DATA', 'at least one value', 'spread', 'none');
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: count === 1 ? 0 : Math.sqrt(squares / (count - 1)) };
}

/** The value below which a `share` of sorted values lies, between two of them as NumPy's `quantile` has it. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (place - below);
}
