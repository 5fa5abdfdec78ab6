import { type Random } from '../_random.js';
import { type Gender } from '../corpora/clip.js';

/** What is the same in all that one made-up speaker says. */
export interface Voice {
  /** Hz, for a neutral voice. */
  readonly pitch: number;
  /** Scales all formants: 1 for a long vocal tract, about 1.17 for a short one. */
  readonly tract: number;
  /** Level of the speech in dB below full scale, for a neutral voice. */
  readonly levelDb: number;
  /** Syllables come this much faster than usual. */
  readonly tempo: number;
  /** How strongly the speaker shows an emotion: 1 is usual. */
  readonly expressiveness: number;
}

/** A voice within the ranges of adult speakers (Peterson and Barney 1952). */
export function createVoice(gender: Gender, random: Random): Voice {
  const within = (low: number, high: number): number => low + (high - low) * random();
  const male = gender === 'male';
  return {
    pitch: male ? within(95, 135) : within(175, 235),
    tract: male ? within(0.94, 1.04) : within(1.1, 1.22),
    levelDb: within(-37, -31),
    tempo: within(0.9, 1.1),
    expressiveness: within(0.7, 1.2),
  };
}
