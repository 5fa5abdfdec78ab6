import { EMOTIONS, type Clip } from '../corpora/clip.js';
import { expected } from '../errors.js';
import { FEATURE_SETS, type FeatureSet } from '../extract/feature-set.js';
import { CLIP_COLUMNS } from './table.js';

/** The names of all columns of a table. */
export function columnNames(set: FeatureSet): string[] {
  return [...CLIP_COLUMNS, ...set.names];
}

/** The feature set whose columns these are: CSV has no other place to say it. */
export function featureSetOfColumns(names: readonly string[], file: string): FeatureSet {
  const found = FEATURE_SETS.find((set) => columnNames(set).join() === names.join());
  if (found) return found;
  const first = `${CLIP_COLUMNS.join()} and the features of a known set`;
  const received = names.length > 12 ? `${names.slice(0, 12).join()},...` : names.join();
  throw expected('TABLE_MALFORMED', `the columns ${first}`, file, received || 'none');
}

/** Checks what a row says of its clip. */
export function clipOfRow(row: Readonly<Record<string, unknown>>, where: string): Clip {
  const text = (name: keyof Clip): string => {
    const value = row[name];
    if (typeof value === 'string' && value !== '') return value;
    throw malformed('a text', name, value);
  };
  const oneOf = <T extends string>(name: keyof Clip, choices: readonly T[]): T => {
    const found = choices.find((choice) => choice === row[name]);
    if (found) return found;
    throw malformed(`one of ${choices.join(', ')}`, name, row[name]);
  };
  const count = (name: keyof Clip): number => {
    const value = Number(row[name]);
    if (Number.isInteger(value) && value > 0) return value;
    throw malformed('a whole number from 1', name, row[name]);
  };
  const malformed = (what: string, name: string, value: unknown): Error =>
    expected('TABLE_MALFORMED', what, `${name} in ${where}`, String(value));
  return {
    path: text('path'),
    corpus: text('corpus'),
    speaker: text('speaker'),
    gender: oneOf('gender', ['male', 'female']),
    emotion: oneOf('emotion', EMOTIONS),
    intensity: oneOf('intensity', ['normal', 'strong']),
    statement: count('statement'),
    repetition: count('repetition'),
  };
}
