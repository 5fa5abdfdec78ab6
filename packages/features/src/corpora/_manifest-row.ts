import { expected } from '../errors.js';
import { type Clip, type Gender } from './clip.js';
import { labelOfWord } from './label-table.js';

/** A row as its file has it: text from CSV, anything from Parquet. */
export type ManifestRow = Readonly<Record<string, unknown>>;

const KNOWN = new Set([
  ...['path', 'label', 'emotion', 'speaker', 'corpus', 'gender'],
  ...['intensity', 'statement', 'repetition'],
]);
const GENDERS: ReadonlyMap<string, Gender> = new Map([
  ['male', 'male'],
  ['m', 'male'],
  ['female', 'female'],
  ['f', 'female'],
]);

/**
 * The clip that a row describes.
 *
 * @param corpus its corpus, where the row names none
 * @throws {FeaturesError} `MANIFEST_ROW_INVALID` naming the column; the caller knows the place
 */
export function clipOfManifestRow(row: ManifestRow, corpus: string): Clip {
  const invalid = (what: string, column: string): Error =>
    expected('MANIFEST_ROW_INVALID', what, column, text(column));
  const text = (column: string): string => textOfCell(row[column]);
  const required = (column: string): string => {
    if (text(column) === '') throw invalid('a text', column);
    return text(column);
  };
  const count = (column: 'statement' | 'repetition'): Partial<Clip> => {
    if (text(column) === '') return {};
    const value = Number(text(column));
    if (!Number.isInteger(value) || value < 1) throw invalid('a whole number from 1', column);
    return { [column]: value };
  };
  const gender = GENDERS.get(text('gender').toLowerCase());
  if (text('gender') !== '' && !gender) throw invalid('male or female', 'gender');
  const more = Object.keys(row)
    .filter((column) => !KNOWN.has(column))
    .map((column) => [column, text(column)])
    .filter(([, value]) => value !== '');
  return {
    path: required('path'),
    corpus: text('corpus') || corpus,
    speaker: required('speaker'),
    ...(gender && { gender }),
    emotion: labelOfWord(required('label' in row ? 'label' : 'emotion')),
    ...(text('intensity') !== '' && { intensity: text('intensity') }),
    ...count('statement'),
    ...count('repetition'),
    ...(more.length > 0 && { more: Object.fromEntries(more) as Record<string, string> }),
  };
}

function textOfCell(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value);
  }
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
