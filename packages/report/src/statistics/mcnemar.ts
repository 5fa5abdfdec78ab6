/** Two classifiers on the same clips: where one was right and the other was not. */
export interface PairedTest {
  readonly clips: number;
  /** Clips that only the first, only the second one named rightly. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** How often a difference this large or larger comes by chance where both are equally good, 0 .. 1. */
  readonly p: number;
}

/**
 * McNemar's exact test, two-sided: of the clips on which the two differ, half would go to each by chance.
 *
 * @param first for each clip, whether the first classifier was right
 * @param second the same of the second classifier, in the same order
 */
export function mcnemar(first: readonly boolean[], second: readonly boolean[]): PairedTest {
  const only = (a: readonly boolean[], b: readonly boolean[]): number =>
    a.filter((right, index) => right && b[index] === false).length;
  const [onlyFirst, onlySecond] = [only(first, second), only(second, first)];
  const differ = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  // log(binomial(differ, k) / 2^differ), step by step: the numbers themselves leave the range of a double.
  let logTerm = -differ * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= fewer; k++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log((differ - k) / (k + 1));
  }
  return { clips: first.length, onlyFirst, onlySecond, p: Math.min(1, 2 * tail) };
}
