import { extname } from 'node:path';
import { writeWholeFile, type Chunks } from '@prosodia/whole-files';
import { asNotWritable, expected } from '../errors.js';
import { encodeCsv, readCsv } from './csv.js';
import { encodeNpy, readNpy } from './npy.js';
import { encodeParquet, readParquet } from './parquet.js';
import { type FeatureTable } from './table.js';

interface Format {
  encode(table: FeatureTable): Chunks;
  read(file: string): Promise<FeatureTable>;
}

const FORMATS = {
  '.csv': { encode: encodeCsv, read: readCsv },
  '.npy': { encode: encodeNpy, read: readNpy },
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
 * - `.parquet`: the columns of `.csv` with types; feature set and settings in the metadata.
 *
 * @throws {FeaturesError} `TABLE_FORMAT_UNKNOWN`, `NOT_WRITABLE`
 */
export async function writeTable(table: FeatureTable, file: string): Promise<void> {
  await writeWholeFile(file, FORMATS[tableSuffix(file)].encode(table)).catch(asNotWritable);
}

/**
 * Reads a table that {@link writeTable} wrote.
 *
 * @throws {FeaturesError} `TABLE_NOT_READABLE` for `.npy`, which does not say what its rows are, and
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
