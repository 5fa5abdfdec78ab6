import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream';
import { FeaturesError, expected } from '../errors.js';
import { type Clip } from './clip.js';
import { clipOfManifestRow, type ManifestRow } from './_manifest-row.js';

/** A row of a manifest: its clip, or why it is none. `where` names it: `line 5 of calls.csv`. */
export type ManifestEntry = { readonly where: string } & (
  { readonly clip: Clip } | { readonly refused: FeaturesError }
);

const SUFFIXES = ['.csv', '.parquet'];
/** A header ends within so many bytes. */
const HEADER_BYTES = 65_536;

/** Whether a path is that of a manifest, by its suffix. */
export function isManifest(path: string): boolean {
  return SUFFIXES.includes(extname(path).toLowerCase());
}

/**
 * Reads a manifest of your own recordings row by row, as a stream: CSV with a header, separated by
 * commas or as European spreadsheets write it by semicolons, or Parquet.
 * It has the columns `path` (relative to the manifest's folder, or absolute), `label` (or `emotion`)
 * and `speaker`; it may have `corpus`, `gender`, `intensity`, `statement` and `repetition`; any more
 * are kept by their names. Labels go through the label table.
 *
 * @throws {FeaturesError} `MANIFEST_MALFORMED` where it cannot be read or lacks a column
 */
export async function* readManifest(file: string): AsyncGenerator<ManifestEntry> {
  const corpus = basename(file, extname(file));
  const rows = extname(file).toLowerCase() === '.csv' ? csvRows(file) : parquetRows(file);
  let first = true;
  try {
    for await (const { row, where } of rows) {
      if (first) requireColumns(Object.keys(row), file);
      first = false;
      yield { where: `${where} of ${basename(file)}`, ...entryOf(row, corpus) };
    }
  } catch (error) {
    if (error instanceof FeaturesError || !(error instanceof Error)) throw error;
    throw expected('MANIFEST_MALFORMED', 'a readable manifest', file, error.message, {
      cause: error,
    });
  }
  if (first) throw expected('MANIFEST_MALFORMED', 'at least one row', file, 'none');
}

function entryOf(row: ManifestRow, corpus: string): { clip: Clip } | { refused: FeaturesError } {
  try {
    return { clip: clipOfManifestRow(row, corpus) };
  } catch (error) {
    if (!(error instanceof FeaturesError)) throw error;
    return { refused: error };
  }
}

function requireColumns(names: readonly string[], file: string): void {
  const missing = ['path', 'speaker'].filter((name) => !names.includes(name));
  if (!names.includes('label') && !names.includes('emotion')) missing.push('label or emotion');
  if (missing.length === 0) return;
  const what = 'the columns path, label (or emotion) and speaker';
  const received = `${names.join(', ')} without ${missing.join(', ')}`;
  throw expected('MANIFEST_MALFORMED', what, file, received);
}

interface Located {
  readonly row: ManifestRow;
  /** `line 5` */
  readonly where: string;
}

async function* csvRows(file: string): AsyncGenerator<Located> {
  const { parse } = await import('csv-parse');
  const parser = parse({
    bom: true,
    delimiter: await separatorOf(file),
    columns: (names: string[]) => names.map((name) => name.trim()),
    info: true,
  });
  pipeline(createReadStream(file), parser, () => {
    // Whatever ends either stream early ends the loop below, which tells of it.
  });
  for await (const line of parser) {
    const { record, info } = line as { record: ManifestRow; info: { lines: number } };
    yield { row: record, where: `line ${info.lines}` };
  }
}

/** A header without a comma cannot be that of three columns: then it is the semicolon, where there is one. */
async function separatorOf(file: string): Promise<',' | ';'> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES);
    const [header = ''] = buffer.toString('utf8', 0, bytesRead).split(/[\r\n]/, 1);
    return header.includes(';') && !header.includes(',') ? ';' : ',';
  } finally {
    await handle.close();
  }
}

/** One row group after the other: memory is that of the largest. */
async function* parquetRows(file: string): AsyncGenerator<Located> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } =
    await import('hyparquet');
  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const rows = await parquetReadObjects({ file: buffer, metadata, rowStart, rowEnd });
    for (const [i, row] of rows.entries()) yield { row, where: `row ${rowStart + i}` };
    rowStart = rowEnd;
  }
}
