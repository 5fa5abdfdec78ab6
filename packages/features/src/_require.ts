import { type Clip } from './corpora/clip.js';
import { expected } from './errors.js';

/** The generator has 32 bits of state: larger seeds would repeat smaller ones. */
const MAX_SEED = 2 ** 32 - 1;

/** Checks of arguments; each returns its value or throws `INVALID_OPTION` or `INVALID_INDEX`. */

export function requireSeed(seed: number): number {
  if (Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED) return seed;
  throw expected('INVALID_OPTION', `a whole number from 0 to ${MAX_SEED}`, 'seed', String(seed));
}

export function requireFraction(fraction: number): number {
  if (fraction > 0 && fraction < 1) return fraction;
  throw expected('INVALID_OPTION', 'a number above 0 and below 1', 'fraction', String(fraction));
}

export function requireIndex(index: number, length: number, name: string): number {
  if (Number.isInteger(index) && index >= 0 && index < length) return index;
  throw expected('INVALID_INDEX', `a whole number from 0 to ${length - 1}`, name, String(index));
}

export function clipAt(clips: readonly Clip[], index: number, name: string): Clip {
  const clip = clips[index];
  if (clip) return clip;
  const range = `a whole number from 0 to ${clips.length - 1}`;
  throw expected('INVALID_INDEX', range, name, String(index));
}

export function requireThreads(threads: number): number {
  if (Number.isInteger(threads) && threads >= 1 && threads <= 256) return threads;
  throw expected('INVALID_OPTION', 'a whole number from 1 to 256', 'threads', String(threads));
}

export function requireActors(actors: number): number {
  if (Number.isInteger(actors) && actors >= 1 && actors <= 24) return actors;
  throw expected('INVALID_OPTION', 'a whole number from 1 to 24', 'actors', String(actors));
}
