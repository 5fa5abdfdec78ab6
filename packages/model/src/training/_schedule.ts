/** How the step size changes over a training. */
export type Schedule = 'constant' | 'cosine';

/** Share of the steps that a cosine schedule grows over before it falls. */
const WARM_UP = 0.1;

/**
 * The step size of step `t` of `steps`, 1 for the first. `cosine` grows from 0 in a straight line over the first tenth
 * and then falls to 0 along half a cosine.
 */
export function scheduledRate(
  schedule: Schedule,
  learningRate: number,
  t: number,
  steps: number,
): number {
  if (schedule === 'constant') return learningRate;
  const warm = Math.max(1, Math.round(steps * WARM_UP));
  if (t <= warm) return (learningRate * t) / warm;
  const done = (t - warm) / Math.max(1, steps - warm);
  return (learningRate * (1 + Math.cos(Math.PI * done))) / 2;
}
