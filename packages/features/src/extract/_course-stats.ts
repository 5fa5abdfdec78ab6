import { N_MFCC } from './_pooled-stats.js';

/** Places at even distances from the first to the last frame of a voice. */
const PLACES = 16;

const two = (value: number): string => String(value).padStart(2, '0');

/** `at00_mfcc00`, `at00_mfcc01` ... `at15_mfcc19`. */
export const COURSE_NAMES: readonly string[] = Array.from({ length: PLACES * N_MFCC }, (_, i) => {
  return `at${two(Math.floor(i / N_MFCC))}_mfcc${two(i % N_MFCC)}`;
});

/**
 * How a cepstrum goes along, whatever its length: the weighted mean of its frames around each place, weights falling
 * to 0 at the places beside it. Two voices that say the same words are then compared word by word, nearly.
 *
 * @param cepstrum N_MFCC x frames, row-major
 * @returns as many values as {@link COURSE_NAMES}
 */
export function courseStats(cepstrum: Float32Array, frames: number): Float32Array {
  const result = new Float32Array(PLACES * N_MFCC);
  // With less than a frame between places some would have no frame within reach.
  const reach = Math.max(1, frames / PLACES);
  for (let place = 0; place < PLACES; place++) {
    const centre = ((place + 0.5) / PLACES) * frames - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(frames - 1, Math.floor(centre + reach));
    const weights = Array.from({ length: last - first + 1 }, (_, i) => {
      return 1 - Math.abs(first + i - centre) / reach;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let k = 0; k < N_MFCC; k++) {
      const sum = weights.reduce((s, w, i) => s + w * (cepstrum[k * frames + first + i] ?? 0), 0);
      result[place * N_MFCC + k] = sum / total;
    }
  }
  return result;
}
