/** RAVDESS's eight emotions in its own order (code 01 is the first). */
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

/** One recording, and what its corpus says of it; what the corpus does not tell is not there. */
export interface Clip {
  /** Relative to the corpus directory, parts joined by `/` on every system. */
  readonly path: string;
  /** The corpus that it comes from: `ravdess`, or `demo` where a program made the sound. */
  readonly corpus: string;
  /** Unique within the corpus: `Actor_01`. */
  readonly speaker: string;
  readonly gender?: Gender;
  /** One of {@link LABELS}, or a word of a manifest's own. */
  readonly emotion: string;
  /** RAVDESS: `normal`, `strong`; CREMA-D: `low`, `medium`, `high`. */
  readonly intensity?: string;
  /** Which sentence of its corpus is spoken, from 1; see `textOf`. */
  readonly statement?: number;
  /** Which take of it, from 1. */
  readonly repetition?: number;
  /** What else its corpus or manifest says, by the name of the column. */
  readonly more?: Readonly<Record<string, string>>;
}

/** A name for the speaker that no other corpus shares: `ravdess/Actor_01`. */
export function speakerOf({ corpus, speaker }: Pick<Clip, 'corpus' | 'speaker'>): string {
  return `${corpus}/${speaker}`;
}
