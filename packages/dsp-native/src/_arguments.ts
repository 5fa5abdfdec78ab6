import { expected } from './errors.js';

/** Samples or powers: the one array type that the native side reads without a copy. */
export function checkFloats(value: unknown, name: string): asserts value is Float32Array {
  if (!(value instanceof Float32Array)) {
    throw expected('INVALID_ARGUMENT', 'a Float32Array', name, value);
  }
}

/** A path that a file can have. */
export function checkPath(value: unknown, name: string): asserts value is string {
  if (typeof value !== 'string' || value === '' || value.includes('\0')) {
    throw expected('INVALID_ARGUMENT', 'a path', name, value);
  }
}
