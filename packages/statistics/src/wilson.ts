/** Bounds of a ratio, 0 .. 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Of the standard normal distribution: 95 % lie within. */
const Z_95 = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share, as if every trial were drawn by itself. Holds for few trials and for shares near 0
 * and 1, where the simple formula leaves 0 .. 1. (Wilson 1927, J. Am. Stat. Assoc. 22, 209.)
 *
 * @returns 0 .. 1 where nothing was tried
 */
export function wilsonInterval(hits: number, trials: number): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const z2 = Z_95 ** 2 / trials;
  const centre = share + z2 / 2;
  const spread = Z_95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials));
  return {
    low: hits === 0 ? 0 : (centre - spread) / (1 + z2),
    high: hits === trials ? 1 : (centre + spread) / (1 + z2),
  };
}
