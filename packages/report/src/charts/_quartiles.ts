import { quantile } from '@prosodia/statistics';

/** A quarter, half and three quarters of the values lie at or below these. */
export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** NaN where there are no values. */
export function quartilesOf(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    low: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    high: quantile(sorted, 0.75),
  };
}
