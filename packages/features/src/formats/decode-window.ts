/** The part of a recording that is wanted. */
export interface DecodeWindow {
  /** Seconds from the start; what comes later need not be decoded. */
  readonly untilSeconds: number;
}
