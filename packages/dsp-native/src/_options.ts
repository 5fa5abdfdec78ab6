import { DspError, expected } from './errors.js';

/** How one option is read: `read` returns the checked value or throws; no `fallback` makes it required. */
export interface Option<T> {
  read(value: unknown, name: string): T;
  fallback?: T;
}

/** Every option a function knows. */
export type OptionTable<T> = { readonly [K in keyof T]-?: Option<T[K]> };

/**
 * The options with defaults filled in. Names and types are checked here, ranges by the C++ core, which says them
 * in the same sentence shape.
 */
export function completeOptions<T extends object>(
  given: unknown,
  table: OptionTable<T>,
  owner: string,
): T {
  if (
    given !== undefined &&
    (typeof given !== 'object' || given === null || Array.isArray(given))
  ) {
    throw expected('INVALID_OPTION', 'an object', `the options of ${owner}`, given);
  }
  const options = (given ?? {}) as Record<string, unknown>;
  refuseUnknown(Object.keys(options), Object.keys(table), owner);
  const complete: Record<string, unknown> = {};
  for (const [name, option] of Object.entries<Option<unknown>>(table)) {
    const value = options[name];
    if (value !== undefined) complete[name] = option.read(value, name);
    else if ('fallback' in option) complete[name] = option.fallback;
    else throw expected('INVALID_OPTION', 'a value', name, value);
  }
  return complete as T;
}

/** A table without one of its options. */
export function without<T, K extends keyof T & string>(
  table: OptionTable<T>,
  name: K,
): OptionTable<Omit<T, K>> {
  const rest = Object.entries(table).filter(([known]) => known !== name);
  return Object.fromEntries(rest) as OptionTable<Omit<T, K>>;
}

/** A finite number. */
export function number(fallback?: number): Option<number> {
  return option('a finite number', (value) => Number.isFinite(value), fallback);
}

/** An integer that fits 32 bits. */
export function integer(fallback?: number): Option<number> {
  const fits = (value: unknown) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_ffff;
  return option('an integer from 0 to 4294967295', fits, fallback);
}

/** An integer from 0 that a double holds exactly. */
export function size(fallback: number): Option<number> {
  const fits = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  return option('an integer from 0 to 9007199254740991', fits, fallback);
}

/** A finite number, or null for "none". */
export function numberOrNull(fallback: number | null): Option<number | null> {
  return option(
    'a finite number or null',
    (value) => value === null || Number.isFinite(value),
    fallback,
  );
}

export function flag(fallback: boolean): Option<boolean> {
  return option('true or false', (value) => typeof value === 'boolean', fallback);
}

export function oneOf<const T extends string>(choices: readonly T[], fallback: T): Option<T> {
  const what = `one of ${choices.map((choice) => `'${choice}'`).join(', ')}`;
  return option(what, (value) => choices.includes(value as T), fallback);
}

/** Memory of the caller's. */
export function floats(): Option<Float32Array | undefined> {
  const isFloats = (value: unknown) => value instanceof Float32Array;
  return { ...option<Float32Array>('a Float32Array', isFloats), fallback: undefined };
}

export function callback<T extends (...values: never[]) => void>(): Option<T | undefined> {
  return {
    ...option<T>('a function', (value) => typeof value === 'function'),
    fallback: undefined,
  };
}

export function abortSignal(): Option<AbortSignal | undefined> {
  const isSignal = (value: unknown) => value instanceof AbortSignal;
  return { ...option<AbortSignal>('an AbortSignal', isSignal), fallback: undefined };
}

/** An object with options of its own. */
export function nested<T extends object>(table: OptionTable<T>): Option<T> {
  const read = (value: unknown, name: string) => completeOptions(value, table, name);
  return { read, fallback: completeOptions(undefined, table, '') };
}

function option<T>(what: string, accepts: (value: unknown) => boolean, fallback?: T): Option<T> {
  const read = (value: unknown, name: string) => {
    if (!accepts(value)) throw expected('INVALID_OPTION', what, name, value);
    return value as T;
  };
  return fallback === undefined ? { read } : { read, fallback };
}

function refuseUnknown(given: string[], known: string[], owner: string): void {
  for (const name of given) {
    if (known.includes(name)) continue;
    const { code, message } = expected(
      'INVALID_OPTION',
      `one of ${known.join(', ')}`,
      `an option of ${owner}`,
      name,
    );
    const meant = known.find((candidate) => isMisspelling(name, candidate));
    throw new DspError(
      code,
      meant === undefined ? message : `${message}, did you mean '${meant}'?`,
    );
  }
}

/** Whether the names differ in case and underscores alone (librosa's n_fft), or by at most two letters. */
function isMisspelling(name: string, known: string): boolean {
  const plain = (text: string) => text.replaceAll('_', '').toLowerCase();
  return editDistance(plain(name), plain(known)) <= Math.min(2, known.length / 3);
}

/** Levenshtein's distance, by the two-row method. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const removed = (previous[column] ?? 0) + 1;
      const added = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(replaced, removed, added));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
