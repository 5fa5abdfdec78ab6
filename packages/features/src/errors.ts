import { WholeFilesError } from '@prosodia/whole-files';

/** The stable codes of {@link FeaturesError}. */
export type FeaturesErrorCode =
  | 'INVALID_OPTION'
  | 'INVALID_INDEX'
  | 'NAME_NOT_RAVDESS'
  | 'NAME_INVALID'
  | 'NAME_UNKNOWN'
  | 'MANIFEST_MALFORMED'
  | 'MANIFEST_ROW_INVALID'
  | 'CORPUS_NOT_FOUND'
  | 'CORPUS_UNREADABLE'
  | 'CORPUS_EMPTY'
  | 'CORPUS_MIXED'
  | 'FEATURE_SET_UNKNOWN'
  | 'TABLE_FORMAT_UNKNOWN'
  | 'TABLE_NOT_READABLE'
  | 'TABLE_MALFORMED'
  | 'PROTOCOL_UNKNOWN'
  | 'FOLDS_MALFORMED'
  | 'SPLIT_IMPOSSIBLE'
  | 'SPLIT_LEAKS'
  | 'SHARD_MISSING'
  | 'SHARD_MALFORMED'
  | 'NOT_WRITABLE'
  | 'DECODE_FAILED'
  | 'DECODE_LIMIT'
  | 'DECODER_MISSING'
  | 'DOWNLOAD_FAILED'
  | 'DOWNLOAD_CORRUPT';

/** What this package throws when the caller, a file or the network is not as it must be. */
export class FeaturesError extends Error {
  override readonly name = 'FeaturesError';

  constructor(
    /** Stable, for programs; the message is for people. */
    readonly code: FeaturesErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An error in the house's one sentence shape: `Expected <what> for <name> but received <value>`. */
export function expected(
  code: FeaturesErrorCode,
  what: string,
  name: string,
  received: string | number,
  options?: ErrorOptions,
): FeaturesError {
  return new FeaturesError(
    code,
    `Expected ${what} for ${name} but received ${received === '' ? 'an empty text' : received}`,
    options,
  );
}

/** For `catch()`: a place that cannot be written, as this package's own error. */
export function asNotWritable(error: unknown): never {
  if (!(error instanceof WholeFilesError)) throw error;
  throw new FeaturesError('NOT_WRITABLE', error.message, { cause: error });
}
