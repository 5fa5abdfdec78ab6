/** RAVDESS's eight emotions in its own order (code 01 is the first); a label is an index into this. */
export const EMOTIONS = [
  'neutral',
  'calm',
  'happy',
  'sad',
  'angry',
  'fearful',
  'disgust',
  'surprised',
] as const;

export type Emotion = (typeof EMOTIONS)[number];
export type Gender = 'male' | 'female';
export type Intensity = 'normal' | 'strong';

/** One recording of a corpus, and what the corpus says of it. */
export interface Clip {
  /** Relative to the corpus directory, parts joined by `/` on every system. */
  readonly path: string;
  /** The corpus that it comes from: `ravdess`, or `demo` where a program made the sound. */
  readonly corpus: string;
  /** Unique within the corpus: `Actor_01`. */
  readonly speaker: string;
  readonly gender: Gender;
  readonly emotion: Emotion;
  readonly intensity: Intensity;
  /** Which sentence is spoken, from 1. */
  readonly statement: number;
  /** Which take of it, from 1. */
  readonly repetition: number;
}
