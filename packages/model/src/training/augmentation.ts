import { createRandom, deriveSeed, shuffledIndices } from '@prosodia/statistics';

/** How rows are changed while they are learnt from, drawn anew for each row of each step. Other rows stay as they are. */
export interface Augmentation {
  /** Deviation of one normal number that is added to all values of a row: louder and softer, where values are dB (0). */
  readonly gain?: number;
  /** Most steps that a row moves in time, either way; its first or last step fills what is left open (0). */
  readonly shift?: number;
  /** Rows are mixed in pairs, and their classes with them, by shares of Beta(mixup, mixup); 0 .. 1, where 0 mixes none (0). */
  readonly mixup?: number;
}

/** The rows of one step and what becomes of them on the way. */
export interface Batch {
  /** Which rows. */
  readonly rows: Int32Array;
  /** Decides what the layers draw. */
  readonly seed: number;
  /** Per row: what is added to its values. */
  readonly gains?: Float32Array;
  /** Per row: steps that it moves later by. */
  readonly shifts?: Int32Array;
  /** Per row: the row of the batch that it is mixed with, and its own share. */
  readonly partners?: Int32Array;
  readonly shares?: Float32Array;
}

/** Streams of a step's seed. */
const [LAYERS, GAINS, SHIFTS, PARTNERS, SHARES] = [0, 1, 2, 3, 4];

/** @param seed decides everything that is drawn */
export function drawBatch(
  rows: Int32Array,
  { gain = 0, shift = 0, mixup = 0 }: Augmentation,
  seed: number,
): Batch {
  const stream = (of: number): (() => number) => createRandom(deriveSeed(seed, of));
  const { length } = rows;
  const [gains, shifts, shares] = [stream(GAINS), stream(SHIFTS), stream(SHARES)];
  return {
    ...{ rows, seed: deriveSeed(seed, LAYERS) },
    ...(gain > 0 && { gains: Float32Array.from({ length }, () => gain * normal(gains)) }),
    ...(shift > 0 && {
      shifts: Int32Array.from({ length }, () => Math.floor(shifts() * (2 * shift + 1)) - shift),
    }),
    ...(mixup > 0 && {
      partners: shuffledIndices(length, deriveSeed(seed, PARTNERS)),
      // The larger share is the row's own, so that its class stays its own.
      shares: Float32Array.from({ length }, () => {
        const share = beta(shares, mixup);
        return Math.max(share, 1 - share);
      }),
    }),
  };
}

/** A normal number of deviation 1 (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A number of Beta(a, a) for a in (0, 1] (Joehnk). */
function beta(random: () => number, a: number): number {
  for (;;) {
    const [x, y] = [random() ** (1 / a), random() ** (1 / a)];
    if (x + y <= 1 && x + y > 0) return x / (x + y);
  }
}
