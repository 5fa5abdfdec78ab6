import { readFile } from 'node:fs/promises';
import { basename, posix } from 'node:path';
import { speakerOf, type Clip } from '../corpora/clip.js';
import { expected } from '../errors.js';
import { makeFolds, type TestPart } from './_make-folds.js';
import { type Protocol } from './protocol.js';

/**
 * Folds of one's own: a CSV with a column `path` and one that says in which fold a clip is tested. A path counts from
 * the corpus folder, or is a file name alone where that is unique. A clip without a row is learnt from in every fold.
 * Where no speaker is in two folds, speakers are kept apart, in dev too.
 *
 * @throws {FeaturesError} `FOLDS_MALFORMED` naming file and reason; from `plan` also where a row has no clip
 */
export async function csvProtocol(
  file: string,
  { column = 'fold' }: { readonly column?: string } = {},
): Promise<Protocol> {
  const rows = await readRows(file, column);
  return {
    name: basename(file),
    about: `folds of your own, column ${column}`,
    plan(clips, options) {
      const parts = testParts(rows, clips, file);
      return makeFolds(clips, parts, sharesSpeaker(clips, parts) ? [] : ['speaker'], options);
    },
  };
}

interface Row {
  readonly path: string;
  readonly fold: string;
}

async function readRows(file: string, column: string): Promise<Row[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw malformed('a readable file', file, String(cause), { cause });
  });
  const { parse } = await import('csv-parse/sync');
  let records: Record<string, string>[];
  try {
    records = parse(text, { bom: true, columns: true, skip_empty_lines: true });
  } catch (cause) {
    throw malformed('CSV', file, String(cause), { cause });
  }
  const [first] = records;
  for (const name of ['path', column])
    if (first?.[name] === undefined)
      throw malformed(`a column ${name}`, file, Object.keys(first ?? {}).join() || 'no row');
  return records
    .map((record) => ({ path: record.path ?? '', fold: record[column] ?? '' }))
    .filter(({ fold }) => fold !== '');
}

function testParts(rows: readonly Row[], clips: readonly Clip[], file: string): TestPart[] {
  const byName = new Map<string, number[]>();
  clips.forEach(({ path }, index) => {
    for (const name of new Set([path, posix.basename(path)]))
      byName.set(name, [...(byName.get(name) ?? []), index]);
  });
  const parts = new Map<string, Set<number>>();
  const foldOf = new Map<number, string>();
  for (const { path, fold } of rows) {
    const [index, ...others] = byName.get(path) ?? [];
    if (index === undefined || others.length > 0)
      throw malformed(
        'paths of one clip each',
        file,
        `${path} of ${index === undefined ? 0 : 1 + others.length}`,
      );
    const known = foldOf.get(index) ?? fold;
    if (known !== fold)
      throw malformed('each clip in one fold', file, `${path} in ${known} and ${fold}`);
    foldOf.set(index, fold);
    parts.set(fold, (parts.get(fold) ?? new Set()).add(index));
  }
  const natural = new Intl.Collator('en', { numeric: true });
  return [...parts]
    .sort(([a], [b]) => natural.compare(a, b))
    .map(([name, test]) => ({ name, test: [...test] }));
}

function sharesSpeaker(clips: readonly Clip[], parts: readonly TestPart[]): boolean {
  const partOf = new Map<string, string>();
  const placed = new Set(parts.flatMap(({ test }) => test));
  const others = [...clips.keys()].filter((row) => !placed.has(row));
  for (const { name, test } of [...parts, { name: '', test: others }])
    for (const row of test) {
      const speaker = clips[row] === undefined ? '' : speakerOf(clips[row]);
      if ((partOf.get(speaker) ?? name) !== name) return true;
      partOf.set(speaker, name);
    }
  return false;
}

function malformed(what: string, file: string, received: string, options?: ErrorOptions): Error {
  return expected('FOLDS_MALFORMED', what, file, received, options);
}
