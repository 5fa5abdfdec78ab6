import { createFft } from './_fft.js';
import { PRINT_BANDS as BANDS } from './_sound-print.js';

/** What is compared of a sound print. */
export interface Fingerprint {
  /** frames x BANDS in dB, row-major, without their mean. */
  readonly values: Float32Array;
  readonly frames: number;
  /** Mean of each band without their mean, and deviation of each: shifts keep them. */
  readonly statistics: Float32Array;
  /** Sums of the values and of their squares before each frame: frames + 1 of each. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** Spectra over time of the bands, two of them as one complex row: real and imaginary part of each. */
  readonly spectra: Float32Array;
}

/** Frames of 11.6 ms: 0.7 s. */
const MAX_SHIFT = 60;
/** One second: less says nothing. */
const MIN_FRAMES = 86;
const CANDIDATES = 12;
/** A print and the largest shift fit in. */
const LENGTH = 512;
const ROWS = Math.ceil(BANDS / 2);

const fft = createFft(LENGTH);

/** @param print a row of `SOUND_PRINT` that has so many frames */
export function fingerprintOf(print: Float32Array, frames: number): Fingerprint {
  const own = print.subarray(0, frames * BANDS);
  const mean = own.reduce((sum, value) => sum + value, 0) / Math.max(1, own.length);
  const values = own.map((value) => value - mean);
  const sums = new Float64Array(frames + 1);
  const squares = new Float64Array(frames + 1);
  for (let frame = 0; frame < frames; frame++) {
    let sum = sums[frame] ?? 0;
    let square = squares[frame] ?? 0;
    for (let i = frame * BANDS; i < (frame + 1) * BANDS; i++) {
      const value = values[i] ?? 0;
      sum += value;
      square += value * value;
    }
    sums[frame + 1] = sum;
    squares[frame + 1] = square;
  }
  const statistics = statisticsOf(values, frames);
  return { values, frames, statistics, sums, squares, spectra: spectraOf(values, frames) };
}

function statisticsOf(values: Float32Array, frames: number): Float32Array {
  const bands = Array.from({ length: BANDS }, (_, band) => {
    let [sum, squares] = [0, 0];
    for (let frame = 0; frame < frames; frame++) {
      const value = values[frame * BANDS + band] ?? 0;
      sum += value;
      squares += value * value;
    }
    const mean = sum / Math.max(1, frames);
    return { mean, deviation: Math.sqrt(Math.max(0, squares / Math.max(1, frames) - mean * mean)) };
  });
  const level = bands.reduce((sum, { mean }) => sum + mean, 0) / BANDS;
  return Float32Array.from([
    ...bands.map(({ mean }) => mean - level),
    ...bands.map(({ deviation }) => deviation),
  ]);
}

function spectraOf(values: Float32Array, frames: number): Float32Array {
  const spectra = new Float32Array(ROWS * 2 * LENGTH);
  for (let row = 0; row < ROWS; row++) {
    const [real, imaginary] = [new Float64Array(LENGTH), new Float64Array(LENGTH)];
    for (let frame = 0; frame < frames; frame++) {
      real[frame] = values[frame * BANDS + 2 * row] ?? 0;
      if (2 * row + 1 < BANDS) imaginary[frame] = values[frame * BANDS + 2 * row + 1] ?? 0;
    }
    fft(real, imaginary);
    spectra.set(real, 2 * row * LENGTH);
    spectra.set(imaginary, (2 * row + 1) * LENGTH);
  }
  return spectra;
}

/** Pairs worth a look: each print with those whose statistics are nearest, each pair once. */
export function candidatesOf(prints: readonly Fingerprint[]): [number, number][] {
  const pairs = new Map<string, [number, number]>();
  const long = [...prints.entries()].filter(([, { frames }]) => frames >= MIN_FRAMES);
  for (const [a, print] of long) {
    const near: { readonly b: number; readonly distance: number }[] = [];
    let farthest = Infinity;
    for (const [b, other] of long) {
      if (b === a) continue;
      const distance = distanceWithin(farthest, print.statistics, other.statistics);
      if (distance >= farthest) continue;
      const place = near.findIndex((one) => distance < one.distance);
      near.splice(place < 0 ? near.length : place, 0, { b, distance });
      if (near.length > CANDIDATES) near.pop();
      if (near.length === CANDIDATES) farthest = near[CANDIDATES - 1]?.distance ?? Infinity;
    }
    for (const { b } of near) {
      const pair: [number, number] = [Math.min(a, b), Math.max(a, b)];
      pairs.set(pair.join(), pair);
    }
  }
  return [...pairs.values()].sort(([a, b], [c, d]) => a - c || b - d);
}

/** The sum of squared differences, or anything from `limit` on where it is no less than that. */
function distanceWithin(limit: number, a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length && sum < limit; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    sum += difference * difference;
  }
  return sum;
}

/** The largest correlation of two prints over shifts at which at least half of the shorter overlaps. */
export function alignedCorrelation(a: Fingerprint, b: Fingerprint): number {
  const products = productsOf(a, b);
  const least = Math.max(MIN_FRAMES, Math.min(a.frames, b.frames) / 2);
  let best = -1;
  for (let shift = -MAX_SHIFT; shift <= MAX_SHIFT; shift++) {
    const [startA, startB] = [Math.max(0, shift), Math.max(0, -shift)];
    const frames = Math.min(a.frames - startA, b.frames - startB);
    if (frames < least) continue;
    const n = frames * BANDS;
    const within = (sums: Float64Array, start: number): number =>
      (sums[start + frames] ?? 0) - (sums[start] ?? 0);
    const [sumA, sumB] = [within(a.sums, startA), within(b.sums, startB)];
    const spreadA = n * within(a.squares, startA) - sumA * sumA;
    const spreadB = n * within(b.squares, startB) - sumB * sumB;
    if (!(spreadA > 0 && spreadB > 0)) continue;
    const product = products[(shift + LENGTH) % LENGTH] ?? 0;
    best = Math.max(best, (n * product - sumA * sumB) / Math.sqrt(spreadA * spreadB));
  }
  return best;
}

/**
 * The sum of a[frame + shift] * b[frame] over frames and bands at each shift: a product of spectra. Of two bands in one
 * complex row the real part of the result is the sum.
 */
function productsOf({ spectra: a }: Fingerprint, { spectra: b }: Fingerprint): Float64Array {
  const [real, imaginary] = [new Float64Array(LENGTH), new Float64Array(LENGTH)];
  for (let row = 0; row < ROWS; row++) {
    const start = 2 * row * LENGTH;
    for (let i = 0; i < LENGTH; i++) {
      const x = a[start + i] ?? 0;
      const y = a[start + LENGTH + i] ?? 0;
      const u = b[start + i] ?? 0;
      const v = b[start + LENGTH + i] ?? 0;
      real[i] = (real[i] ?? 0) + x * u + y * v;
      // The conjugate of the sum: its forward transform is the conjugate of the inverse one.
      imaginary[i] = (imaginary[i] ?? 0) - (y * u - x * v);
    }
  }
  fft(real, imaginary);
  return real.map((value) => value / LENGTH);
}
