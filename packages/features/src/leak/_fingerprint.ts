/** A sound by its shape alone: a coarse spectrogram below the limit of a telephone, and statistics that shifts keep. */
export interface Fingerprint {
  /** frames x BANDS in dB, row-major. */
  readonly values: Float32Array;
  readonly frames: number;
  /** Mean of each band without their mean, and deviation of each. */
  readonly statistics: Float32Array;
}

/** Four mel bands in one; those below 3.4 kHz, which a file of 8 kHz still has. */
const MERGED = 4;
const BANDS = 11;
/** Frames of 11.6 ms: 0.7 s. */
const MAX_SHIFT = 60;
/** One second: less says nothing. */
const MIN_FRAMES = 86;
const CANDIDATES = 12;
/** dB below the loudest value that count: deeper down it is the noise of the room or of the file's format. */
const RANGE = 60;

/** @param row nMels x maxFrames in dB, row-major */
export function fingerprintOf(row: Float32Array, nMels: number, frames: number): Fingerprint {
  const maxFrames = row.length / nMels;
  const values = new Float32Array(frames * BANDS);
  for (let frame = 0; frame < frames; frame++)
    for (let band = 0; band < BANDS; band++) {
      let sum = 0;
      for (let i = 0; i < MERGED; i++) sum += row[(band * MERGED + i) * maxFrames + frame] ?? 0;
      values[frame * BANDS + band] = sum / MERGED;
    }
  const loudest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const clipped = values.map((value) => Math.max(value, loudest - RANGE));
  return { values: clipped, frames, statistics: statisticsOf(clipped, frames) };
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

/** Pairs worth a look: each print with those whose statistics are nearest, each pair once. */
export function candidatesOf(prints: readonly Fingerprint[]): [number, number][] {
  const pairs = new Map<string, [number, number]>();
  const long = [...prints.entries()].filter(([, { frames }]) => frames >= MIN_FRAMES);
  for (const [a, print] of long) {
    const near = long
      .map(([b, other]) => ({ b, distance: distance(print.statistics, other.statistics) }))
      .filter(({ b }) => b !== a)
      .sort((one, other) => one.distance - other.distance)
      .slice(0, CANDIDATES);
    for (const { b } of near) {
      const pair: [number, number] = [Math.min(a, b), Math.max(a, b)];
      pairs.set(pair.join(), pair);
    }
  }
  return [...pairs.values()].sort(([a, b], [c, d]) => a - c || b - d);
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return sum;
}

/** The largest correlation of two spectrograms over shifts at which at least half of the shorter overlaps. */
export function alignedCorrelation(a: Fingerprint, b: Fingerprint): number {
  const least = Math.max(MIN_FRAMES, Math.min(a.frames, b.frames) / 2);
  let best = -1;
  for (let shift = -MAX_SHIFT; shift <= MAX_SHIFT; shift++) {
    const [startA, startB] = [Math.max(0, shift), Math.max(0, -shift)];
    const frames = Math.min(a.frames - startA, b.frames - startB);
    if (frames < least) continue;
    const end = frames * BANDS;
    const one = a.values.subarray(startA * BANDS, startA * BANDS + end);
    const other = b.values.subarray(startB * BANDS, startB * BANDS + end);
    best = Math.max(best, correlation(one, other));
  }
  return best;
}

/** Pearson's; 0 where one of them does not vary. */
function correlation(a: Float32Array, b: Float32Array): number {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    sumA += x;
    sumB += y;
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  const n = a.length;
  const spread = (n * squaresA - sumA * sumA) * (n * squaresB - sumB * sumB);
  return spread > 0 ? (n * products - sumA * sumB) / Math.sqrt(spread) : 0;
}
