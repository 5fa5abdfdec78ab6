import { extname } from 'node:path';
import { writeWholeFile, type Chunks } from '@prosodia/whole-files';
import { asNotWritable, expected } from '../errors.js';
import { encodeCsv, readCsv } from './csv.js';
import { encodeNpy, readNpy } from './npy.js';
import { encodeNpz, readNpz } from './npz.js';
import { encodeParquet, readParquet } from './parquet.js';
import { type Clip } from '../corpora/clip.js';
import { moreColumns } from './_columns.js';
import { type FeatureTable, type TableStream } from './table.js';

interface Format {
  encode(table: TableStream): Chunks;
  read(file: string): Promise<FeatureTable>;
}

const FORMATS = {
  '.csv': { encode: encodeCsv, read: readCsv },
  '.npy': { encode: encodeNpy, read: readNpy },
  '.npz': { encode: encodeNpz, read: readNpz },
  '.parquet': { encode: encodeParquet, read: readParquet },
} as const satisfies Record<string, Format>;

/** The suffixes that choose the format of a table. */
export type TableSuffix = keyof typeof FORMATS;

/**
 * The format that a file name chooses; ask before a long extraction.
 *
 * @throws {FeaturesError} `TABLE_FORMAT_UNKNOWN`
 */
export function tableSuffix(file: string): TableSuffix {
  const suffix = extname(file).toLowerCase();
  if (suffix in FORMATS) return suffix as TableSuffix;
  const known = Object.keys(FORMATS).join(', ');
  throw expected('TABLE_FORMAT_UNKNOWN', `a name that ends in one of ${known}`, 'the table', file);
}

/**
 * Writes a table in the format of the file's suffix, whole or not at all.
 *
 * - `.csv`: a header, {@link CLIP_COLUMNS}, then the features; digits enough to give the same float32.
 * - `.npy`: the matrix alone, float32 (clips x width), for `numpy.load`.
 * - `.npz`: arrays by name for `numpy.load`: features, labels, paths, speakers, feature_names, feature_set.
 * - `.parquet`: the columns of `.csv` with types; feature set and settings in the metadata.
 *
 * @throws {FeaturesError} `TABLE_FORMAT_UNKNOWN`, `NOT_WRITABLE`
 */
export async function writeTable(table: FeatureTable, file: string): Promise<void> {
  await writeTableStream(streamOf(table), file);
}

/**
 * {@link writeTable} for a table that comes in parts. The same rows give the same bytes however they
 * are divided.
 *
 * @throws {FeaturesError} `TABLE_FORMAT_UNKNOWN`, `NOT_WRITABLE`; what the parts throw
 */
export async function writeTableStream(table: TableStream, file: string): Promise<void> {
  const stream = { ...table, parts: inGroups(table.parts) };
  await writeWholeFile(file, FORMATS[tableSuffix(file)].encode(stream)).catch(asNotWritable);
}

function streamOf(table: FeatureTable): TableStream {
  const { featureSetId, width, clips } = table;
  return { featureSetId, width, rows: clips.length, more: moreColumns(clips), parts: [table] };
}

/** Rows that are written together: a row group of Parquet. */
const GROUP = 4096;

/** The same rows in parts of {@link GROUP}, the last one smaller. */
async function* inGroups(parts: TableStream['parts']): AsyncGenerator<FeatureTable> {
  let clips: Clip[] = [];
  let values: Float32Array[] = [];
  let last: FeatureTable | undefined;
  const group = ({ featureSetId, width }: FeatureTable): FeatureTable => {
    const joined = new Float32Array(clips.length * width);
    let offset = 0;
    for (const some of values) {
      joined.set(some, offset);
      offset += some.length;
    }
    return { featureSetId, width, clips, values: joined };
  };
  for await (const part of parts) {
    last = part;
    for (let row = 0; row < part.clips.length;) {
      const count = Math.min(GROUP - clips.length, part.clips.length - row);
      clips.push(...part.clips.slice(row, row + count));
      values.push(part.values.subarray(row * part.width, (row + count) * part.width));
      row += count;
      if (clips.length < GROUP) continue;
      yield group(part);
      [clips, values] = [[], []];
    }
  }
  if (last && clips.length > 0) yield group(last);
}

/**
 * Reads a table that {@link writeTable} wrote.
 *
 * @throws {FeaturesError} `TABLE_NOT_READABLE` for `.npy` and `.npz`, which do not say all of their rows, and
 *   where the system cannot read the file; `TABLE_MALFORMED`; `TABLE_FORMAT_UNKNOWN`
 */
export async function readTable(file: string): Promise<FeatureTable> {
  const format: Format = FORMATS[tableSuffix(file)];
  try {
    return await format.read(file);
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    const why = { cause: error };
    throw expected('TABLE_NOT_READABLE', 'a readable file', 'the table', error.message, why);
  }
}
