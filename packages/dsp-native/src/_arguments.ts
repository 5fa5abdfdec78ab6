import { expected } from './errors.js';

/**
 * Samples or powers, which the native side reads where they lie: while it does, no JavaScript of this thread runs.
 * Memory that other threads share is copied, so that what passed the checks is what is computed with.
 */
export function floatsOf(value: unknown, name: string): Float32Array {
  if (!(value instanceof Float32Array)) {
    throw expected('INVALID_ARGUMENT', 'a Float32Array', name, value);
  }
  return value.buffer instanceof SharedArrayBuffer ? Float32Array.from(value) : value;
}

/** The same for the bytes of a file. */
export function bytesOf(value: unknown, name: string): Uint8Array {
  if (!(value instanceof Uint8Array))
    throw expected('INVALID_ARGUMENT', 'a Uint8Array', name, value);
  return value.buffer instanceof SharedArrayBuffer ? Uint8Array.from(value) : value;
}

/** A path that a file can have. */
export function checkPath(value: unknown, name: string): asserts value is string {
  if (typeof value !== 'string' || value === '' || value.includes('\0')) {
    throw expected('INVALID_ARGUMENT', 'a path', name, value);
  }
}
