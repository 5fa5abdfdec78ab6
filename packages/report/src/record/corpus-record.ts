import type { Clip, ClipPicture } from './clip.js';

/** A clip with what was measured of it. */
export interface MeasuredClip extends Clip {
  /** Of the whole recording. */
  readonly seconds: number;
  /** Root mean square of the window that the features see, in dB of full scale. */
  readonly loudnessDb: number;
  /** The centre of its mel spectrum's power in that window. */
  readonly brightnessHz: number;
  /** The mean over the mel bands of each frame in dB; 0 where the clip ends earlier. */
  readonly contour: Float32Array;
}

/** Something about a file that a reader should know. */
export interface Oddity {
  /** Such as `ends early`. */
  readonly kind: string;
  readonly path: string;
  readonly words: string;
}

/** A corpus before any training. */
export interface CorpusRecord {
  readonly name: string;
  readonly dir: string;
  /** True where a program made the sounds. */
  readonly synthetic: boolean;
  readonly clips: readonly MeasuredClip[];
  /** In the order of the labels. */
  readonly emotions: readonly string[];
  /** Where in the recording the first frame of a contour stands, and how far the frames are apart. */
  readonly contourTime: { readonly offsetSeconds: number; readonly hopSeconds: number };
  readonly oddities: readonly Oddity[];
  readonly pictureOf: (path: string) => Promise<ClipPicture>;
}
