/** The part of a recording that is wanted. */
export interface DecodeWindow {
  /** Seconds from the start; what comes later need not be decoded. */
  readonly untilSeconds: number;
}

/** Turns the file of one format into the bytes of a WAV file, which the native pipeline reads. */
export interface Decoder {
  /** @throws {FeaturesError} `DECODE_FAILED`, `DECODER_MISSING`, `DECODE_LIMIT` */
  decode(file: string, window: DecodeWindow): Promise<Uint8Array>;
  close(): Promise<void>;
}
