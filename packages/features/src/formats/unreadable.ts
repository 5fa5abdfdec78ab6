import { expected, type FeaturesError } from '../errors.js';

/** Of what the system says when it cannot read a file; throws what is no such error. */
export function asUnreadable(error: unknown, file: string): FeaturesError {
  if (!(error instanceof Error) || !('syscall' in error && 'code' in error)) throw error;
  const received = error.code === 'EISDIR' ? 'a folder; name the files in it' : error.message;
  return expected('DECODE_FAILED', 'a readable file', file, received, { cause: error });
}
