/** What went wrong, in a word that stays the same from release to release. */
export type StatisticsErrorCode =
  /** An option is out of its range. */
  | 'INVALID_OPTION'
  /** Numbers handed in do not fit together: a row too few, a class out of range. */
  | 'INVALID_DATA';

/** The one error this package throws on purpose. Tell cases apart by `code`, not by the message. */
export class StatisticsError extends Error {
  override readonly name = 'StatisticsError';

  constructor(
    readonly code: StatisticsErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The house sentence: `Expected <what> for <name> but received <received>`. */
export function expected(
  code: StatisticsErrorCode,
  what: string,
  name: string,
  received: string | number,
): StatisticsError {
  return new StatisticsError(code, `Expected ${what} for ${name} but received ${received}`);
}
