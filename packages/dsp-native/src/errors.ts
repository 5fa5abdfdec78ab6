/** What went wrong, for programs to tell apart. The spelling is stable. */
export type DspErrorCode =
  /** An option is misspelt, of the wrong type or outside its range. */
  | 'INVALID_OPTION'
  /** An argument (samples, bytes, a path) is of the wrong type. */
  | 'INVALID_ARGUMENT'
  /** The system could not open or read the file. */
  | 'IO'
  | 'WAV_NOT_WAVE'
  | 'WAV_FORMAT_MISSING'
  | 'WAV_FORMAT_INVALID'
  | 'WAV_FORMAT_UNSUPPORTED'
  | 'WAV_DATA_MISSING'
  /** The file exceeds one of the `limits`. */
  | 'WAV_LIMIT'
  /** There is no sample, or too few for one frame. */
  | 'AUDIO_EMPTY'
  /** A sample is NaN, infinite or above 1e12 in magnitude. */
  | 'AUDIO_NOT_FINITE'
  /** A stream was used after its end. */
  | 'STREAM_ENDED'
  | 'OUT_OF_MEMORY'
  /** The native addon is not there or does not load; the message says what to run. */
  | 'ADDON_MISSING';

/** Every error this package throws. Its message reads `Expected <what> for <name> but received <value>`. */
export class DspError extends Error {
  override readonly name = 'DspError';

  constructor(
    readonly code: DspErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An error in the house's sentence shape. */
export function expected(code: DspErrorCode, what: string, name: string, value: unknown): DspError {
  return new DspError(code, `Expected ${what} for ${name} but received ${describe(value)}`);
}

/** A value in a few words. */
function describe(value: unknown): string {
  if (typeof value === 'string')
    return `'${value.length > 80 ? `${value.slice(0, 80)}...` : value}'`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === 'object' && value !== null) return describeObject(value);
  return String(value);
}

/** An object without a prototype has no constructor. */
function describeObject(value: object): string {
  const { constructor } = value as { constructor?: { name: string } };
  return constructor === undefined ? 'an object' : `an object (${constructor.name})`;
}
