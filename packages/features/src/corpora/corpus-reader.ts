import { expected, type FeaturesError } from '../errors.js';
import { type Clip } from './clip.js';
import { type NamedCorpus } from './label-table.js';

/** How the file names of one corpus are read. */
export interface CorpusReader {
  readonly name: NamedCorpus;
  /** Who made it and where that is written: what its names mean is taken from there. */
  readonly source: string;
  /** A name that it has, for messages. */
  readonly example: string;
  /** The sentences that `Clip.statement` counts, where the corpus has a list of them. */
  readonly sentences: readonly string[];
  /** Whether a path has the shape of its names; {@link clipOf} says what is wrong with it then. */
  matches(path: string): boolean;
  /**
   * The clip at `path` (relative to the corpus, `/`-separated).
   *
   * @throws {FeaturesError} naming the field that cannot be
   */
  clipOf(path: string): Clip;
}

/** The error for a field of a file name that cannot be. */
export function invalidField(
  field: string,
  fileName: string,
  choices: Iterable<string>,
  received: string,
): FeaturesError {
  const what = `one of ${[...choices].join(', ')}`;
  return expected('NAME_INVALID', what, `${field} of ${fileName}`, received);
}

/** `codes.get(code)`, or the error that lists what there could be. */
export function lookUp<T>(
  codes: ReadonlyMap<string, T>,
  code: string,
  field: string,
  fileName: string,
): T {
  const found = codes.get(code);
  if (found !== undefined) return found;
  throw invalidField(field, fileName, codes.keys(), code);
}
