/** What went wrong, in a word that stays the same from release to release. */
export type ModelErrorCode =
  /** An option or a network is malformed, or an option's name is misspelt. */
  | 'INVALID_OPTION'
  /** Numbers handed in do not fit together: a row too few, a label out of range, a value that is not finite. */
  | 'INVALID_DATA'
  /** The wanted backend cannot be had on this machine; the message names the ways to get it. */
  | 'BACKEND_UNAVAILABLE'
  /** No temporary file can be written, which TensorFlow loads a graph from. */
  | 'TEMPORARY_IO'
  /** A bundle would overwrite something. */
  | 'BUNDLE_EXISTS'
  /** A bundle's file cannot be read or written. */
  | 'BUNDLE_IO'
  /** A bundle's file is not what this package wrote: truncated, altered, oversized, of an unknown format. */
  | 'BUNDLE_INVALID'
  /** A checkpoint cannot be read or written. */
  | 'CHECKPOINT_IO'
  /** A checkpoint's file is not what this package wrote. */
  | 'CHECKPOINT_INVALID'
  /** A checkpoint is of another training: other rows, another network, other options. */
  | 'CHECKPOINT_MISMATCH'
  /** Another process trains with these checkpoints. */
  | 'CHECKPOINT_IN_USE'
  /** A file of events cannot be written. */
  | 'EVENTS_IO'
  /** A bundle was trained on another feature set than the one at hand. */
  | 'FEATURE_SET_MISMATCH';

/** The one error this package throws on purpose. Tell cases apart by `code`, not by the message. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ModelError';
    this.code = code;
  }
}

/** The house sentence: `Expected <what> for <name> but received <received>`. */
export function expected(
  code: ModelErrorCode,
  what: string,
  name: string,
  received: string | number,
): ModelError {
  return new ModelError(code, `Expected ${what} for ${name} but received ${received}`);
}
