export type Numbers = readonly number[] | Float32Array | Float64Array;

const PERCENTILES = [5, 25, 50, 75, 95];
const SPREAD = ['mean', 'sd', ...PERCENTILES.map((percent) => `p${percent}`)];

/** Names of the values of {@link spread}. */
export const spreadNames = (series: string): string[] =>
  SPREAD.map((statistic) => `${series}_${statistic}`);

/** Mean, deviation and percentiles of one value or more. */
export const spread = (values: Numbers): number[] => [
  mean(values),
  deviation(values),
  ...percentilesOf(values, PERCENTILES),
];

export function sum(values: Numbers, of: (value: number, index: number) => number): number {
  let total = 0;
  for (const [index, value] of values.entries()) total += of(value, index);
  return total;
}

export const mean = (values: Numbers): number =>
  values.length === 0 ? 0 : sum(values, (value) => value) / values.length;

/** The population's (divisor n). */
export function deviation(values: Numbers): number {
  const middle = mean(values);
  return Math.sqrt(sum(values, (value) => (value - middle) ** 2) / Math.max(1, values.length));
}

/** From each value to the next. */
export const changes = (values: Numbers): number[] =>
  Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => {
    return (values[i + 1] ?? 0) - (values[i] ?? 0);
  });

/** The mean size of a change. */
export const roughness = (values: Numbers): number => mean(changes(values).map(Math.abs));

/** Of the line that fits best (least squares); 0 where all x are one. */
export function slope(x: Numbers, y: Numbers): number {
  const [middleX, middleY] = [mean(x), mean(y)];
  const squares = sum(x, (value) => (value - middleX) ** 2);
  if (squares === 0) return 0;
  return sum(x, (value, i) => (value - middleX) * ((y[i] ?? 0) - middleY)) / squares;
}

/** The share of a parabola in a line from beginning to end, as the second orthogonal polynomial has it. */
export function curve(y: Numbers): number {
  const last = Math.max(1, y.length - 1);
  const parabola = Array.from(y, (_, i) => 6 * (i / last) ** 2 - 6 * (i / last) + 1);
  return slope(parabola, y);
}

/** Percentiles of `values`, one or more; they lie between two values as NumPy's do. */
export function percentilesOf(values: Numbers, percents: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return percents.map((percent) => {
    const place = (percent / 100) * (sorted.length - 1);
    const low = sorted[Math.floor(place)] ?? 0;
    const high = sorted[Math.ceil(place)] ?? 0;
    return low + (high - low) * (place - Math.floor(place));
  });
}
