/** Percentiles of `values`, one or more; they lie between two values as NumPy's do. */
export function percentilesOf(
  values: readonly number[] | Float32Array,
  percents: readonly number[],
): number[] {
  const sorted = Float64Array.from(values).sort();
  return percents.map((percent) => {
    const place = (percent / 100) * (sorted.length - 1);
    const low = sorted[Math.floor(place)] ?? 0;
    const high = sorted[Math.ceil(place)] ?? 0;
    return low + (high - low) * (place - Math.floor(place));
  });
}
