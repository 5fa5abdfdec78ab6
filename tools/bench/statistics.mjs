/**
 * @param {number[]} values at least one
 * @returns {{ min: number, median: number, max: number }}
 */
export function extremes(values) {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/** @param {number[]} values at least one */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}
