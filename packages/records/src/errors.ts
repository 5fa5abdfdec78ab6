/** The stable codes of {@link RecordsError}. */
export type RecordsErrorCode =
  /** A folder has not the files of a run or of an evaluation. */
  | 'RUN_NOT_FOUND'
  /** A file of a run or of an evaluation is not what prosodia writes. */
  | 'RUN_INVALID';

/** What this package throws on purpose. Tell cases apart by `code`, not by the message. */
export class RecordsError extends Error {
  override readonly name = 'RecordsError';

  constructor(
    /** Stable, for programs; the message is for people. */
    readonly code: RecordsErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The house sentence: `Expected <what> for <name> but received <received>`. */
export function expected(
  code: RecordsErrorCode,
  what: string,
  name: string,
  received: string | number,
  options?: ErrorOptions,
): RecordsError {
  return new RecordsError(
    code,
    `Expected ${what} for ${name} but received ${received === '' ? 'an empty text' : received}`,
    options,
  );
}
