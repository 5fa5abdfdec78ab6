/** The log-mel spectrogram of a clip's window, as numbers. */
export interface Spectrogram {
  /** Decibels, bands x frames, row-major, the lowest band first. */
  readonly decibels: Float32Array;
  readonly bands: number;
  readonly frames: number;
  /** The middle of each band in Hz, ascending. */
  readonly bandHz: readonly number[];
  /** Where in the recording the first frame stands. */
  readonly offsetSeconds: number;
  /** What all frames cover. */
  readonly durationSeconds: number;
}

/** The sound of a clip's window: one channel in [-1, 1]. */
export interface Sound {
  readonly samples: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
}

/** What is known of a clip beside what a run says of it. */
export interface Clip {
  /** Such as `ravdess`. */
  readonly corpus?: string;
  /** Relative to the corpus, parts joined by `/`. */
  readonly path: string;
  readonly speaker: string;
  readonly gender?: string;
  readonly intensity?: string;
  readonly emotion: string;
}

/** A clip as it looks and sounds; what is missing is left out of the page. */
export interface ClipPicture {
  readonly spectrogram?: Spectrogram;
  readonly sound?: Sound;
}
