import { type Clip, type Gender } from '../corpora/clip.js';
import { expected } from '../errors.js';
import { FEATURE_SETS, type FeatureSet } from '../extract/feature-set.js';
import { CLIP_COLUMNS } from './table.js';

/** The names of the columns that only some clips or corpora have, by code unit. */
export function moreColumns(clips: readonly Clip[]): string[] {
  return [...new Set(clips.flatMap(({ more }) => (more ? Object.keys(more) : [])))].sort();
}

/** What a clip has in a column; undefined: nothing. */
export function cellOf(clip: Clip, column: string): string | number | undefined {
  const known = CLIP_COLUMNS.find((name) => name === column);
  return known ? clip[known] : clip.more?.[column];
}

/** The names of all columns of a table. */
export function columnNames(set: FeatureSet, more: readonly string[]): string[] {
  return [...CLIP_COLUMNS, ...more, ...set.names];
}

/** The feature set whose columns these are (CSV has no other place to say it), and what more there is. */
export function readColumns(
  names: readonly string[],
  file: string,
): { set: FeatureSet; more: readonly string[] } {
  for (const set of FEATURE_SETS) {
    const more = names.slice(CLIP_COLUMNS.length, -set.width);
    if (columnNames(set, more).join() === names.join()) return { set, more };
  }
  const first = `${CLIP_COLUMNS.join()} and the features of a known set`;
  const received = names.length > 12 ? `${names.slice(0, 12).join()},...` : names.join();
  throw expected('TABLE_MALFORMED', `the columns ${first}`, file, received || 'none');
}

/** Checks what a row says of its clip; an empty cell says nothing. */
export function clipOfRow(
  row: Readonly<Record<string, unknown>>,
  moreNames: readonly string[],
  where: string,
): Clip {
  const malformed = (what: string, name: string): Error =>
    expected('TABLE_MALFORMED', what, `${name} in ${where}`, String(row[name]));
  const text = (name: string): string | undefined => {
    const value = row[name];
    if (value === '' || value === null || value === undefined) return undefined;
    if (typeof value === 'string') return value;
    throw malformed('a text', name);
  };
  const required = (name: keyof Clip): string => {
    const value = text(name);
    if (value === undefined) throw malformed('a text', name);
    return value;
  };
  const gender = (): Gender | undefined => {
    const value = text('gender');
    if (value === undefined || value === 'male' || value === 'female') return value;
    throw malformed('one of male, female', 'gender');
  };
  const count = (name: keyof Clip): number | undefined => {
    if (row[name] === '' || row[name] === null || row[name] === undefined) return undefined;
    const value = Number(row[name]);
    if (Number.isInteger(value) && value > 0) return value;
    throw malformed('a whole number from 1', name);
  };
  const more = withoutUndefined(Object.fromEntries(moreNames.map((name) => [name, text(name)])));
  return withoutUndefined({
    path: required('path'),
    corpus: required('corpus'),
    speaker: required('speaker'),
    gender: gender(),
    emotion: required('emotion'),
    intensity: text('intensity'),
    statement: count('statement'),
    repetition: count('repetition'),
    more: Object.keys(more).length > 0 ? more : undefined,
  });
}

function withoutUndefined<T extends object>(
  object: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  const there = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [K in keyof T]: Exclude<T[K], undefined> };
}
