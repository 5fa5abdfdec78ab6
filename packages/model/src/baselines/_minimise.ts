/** A smooth function: its value at a point, and its gradient there, written into `gradient`. */
export type Smooth = (point: Float64Array, gradient: Float64Array) => number;

interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** Steps that the next direction is made of. */
const MEMORY = 10;

/**
 * The point where a smooth convex function is least, by L-BFGS with backtracking (Nocedal and Wright 2006, algorithms
 * 7.4, 7.5 and 3.1).
 *
 * @param tolerance it ends where no component of the gradient is larger
 */
export function minimise(
  start: Float64Array,
  f: Smooth,
  { iterations = 150, tolerance = 1e-5 } = {},
): Float64Array {
  let point = start;
  let gradient = new Float64Array(point.length);
  let value = f(point, gradient);
  const steps: Step[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (gradient.every((slope) => Math.abs(slope) <= tolerance)) break;
    const direction = descent(gradient, steps);
    const slope = dot(gradient, direction);
    const nextGradient = new Float64Array(point.length);
    let scale = steps.length === 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
    let next = along(point, direction, scale);
    let nextValue = f(next, nextGradient);
    while (nextValue > value + 1e-4 * scale * slope && scale > 1e-12) {
      scale /= 2;
      next = along(point, direction, scale);
      nextValue = f(next, nextGradient);
    }
    if (nextValue >= value) break; // no digit left to win
    const move = along(next, point, -1);
    const change = along(nextGradient, gradient, -1);
    const curvature = dot(move, change);
    if (curvature > 1e-12) steps.push({ move, change, curvature });
    if (steps.length > MEMORY) steps.shift();
    [point, gradient, value] = [next, nextGradient, nextValue];
  }
  return point;
}

/** The direction of Newton's step, as far as the last steps know the curvature. */
function descent(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  let direction = gradient.map((slope) => -slope);
  const weights: number[] = [];
  for (const { move, change, curvature } of steps.toReversed()) {
    const weight = dot(move, direction) / curvature;
    weights.unshift(weight);
    direction = along(direction, change, -weight);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    direction = direction.map((value) => value * scale);
  }
  steps.forEach(({ move, change, curvature }, index) => {
    const weight = (weights[index] ?? 0) - dot(change, direction) / curvature;
    direction = along(direction, move, weight);
  });
  return direction;
}

function along(
  from: Float64Array,
  direction: Float64Array,
  scale: number,
): Float64Array<ArrayBuffer> {
  return Float64Array.from(from, (value, i) => value + scale * (direction[i] ?? 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
