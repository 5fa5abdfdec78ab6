/** The stable codes of {@link WholeFilesError}. */
export type WholeFilesErrorCode =
  /** Something is there that may not be replaced. */
  | 'OCCUPIED'
  /** Another process has claimed it. */
  | 'IN_USE'
  /** The system refuses. */
  | 'NOT_WRITABLE';

/** What this package throws where a path cannot be what it was asked to be. */
export class WholeFilesError extends Error {
  override readonly name = 'WholeFilesError';

  constructor(
    readonly code: WholeFilesErrorCode,
    /** What the path should have been: `a new or empty folder`. */
    readonly what: string,
    readonly path: string,
    /** What was found instead, in the system's words where it refused. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Expected ${what} for ${path} but received ${reason}`, options);
  }
}

/** `error` as it is, unless it is the system's about a path; `where` ends the reason. */
export function asNotWritable(path: string, error: unknown, where = ''): unknown {
  if (!isSystemError(error)) return error;
  const reason = error.message + where;
  const why = { cause: error };
  return new WholeFilesError('NOT_WRITABLE', 'a place that can be written', path, reason, why);
}

export function ignoreMissing(error: unknown): undefined {
  if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
