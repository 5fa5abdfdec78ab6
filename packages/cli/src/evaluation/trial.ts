import type { Settings } from '@prosodia/model';

/** One trial of a search as it lies in its file: whole, or not there. */
export interface Trial {
  /** 0 for the usual settings, then those that were drawn. */
  readonly trial: number;
  readonly settings: Settings;
  /** Unweighted average recall on the dev part of each fold, 0 .. 1. */
  readonly devUar: readonly number[];
  readonly meanDevUar: number;
  readonly seconds: number;
}

/** The best first; of equals the earlier. */
export const ranked = (trials: readonly Trial[]): Trial[] =>
  [...trials].sort((a, b) => b.meanDevUar - a.meanDevUar || a.trial - b.trial);
