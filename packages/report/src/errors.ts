/** The stable codes of {@link ReportError}. */
export type ReportErrorCode =
  /** There is nothing to show, or the numbers of a picture or of a sound do not fit together. */
  'INVALID_DATA';

/** What this package throws on purpose. Tell cases apart by `code`, not by the message. */
export class ReportError extends Error {
  override readonly name = 'ReportError';

  constructor(
    /** Stable, for programs; the message is for people. */
    readonly code: ReportErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The house sentence: `Expected <what> for <name> but received <received>`. */
export function expected(
  code: ReportErrorCode,
  what: string,
  name: string,
  received: string | number,
  options?: ErrorOptions,
): ReportError {
  return new ReportError(
    code,
    `Expected ${what} for ${name} but received ${received === '' ? 'an empty text' : received}`,
    options,
  );
}
