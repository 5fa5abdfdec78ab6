export interface LabelProbability {
  readonly label: string;
  /** 0 .. 1 */
  readonly probability: number;
}

/** Row `row` of `probabilities` with its labels, in the labels' order. */
export function probabilitiesOf(
  probabilities: Float32Array,
  row: number,
  labels: readonly string[],
): LabelProbability[] {
  const start = row * labels.length;
  return labels.map((label, index) => ({ label, probability: probabilities[start + index] ?? 0 }));
}

/** The label of the largest probability; among equals the first, as the metrics count it. */
export function mostProbable(probabilities: readonly LabelProbability[]): string {
  const [first, ...rest] = probabilities;
  let best = first;
  for (const candidate of rest)
    if (best === undefined || candidate.probability > best.probability) best = candidate;
  return best?.label ?? '';
}
