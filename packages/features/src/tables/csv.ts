import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { type Clip } from '../corpora/clip.js';
import { FeaturesError, expected } from '../errors.js';
import { featureSet } from '../extract/feature-set.js';
import { CLIP_COLUMNS, type FeatureTable, type TableStream } from './table.js';
import { cellOf, clipOfRow, columnNames, readColumns } from './_columns.js';

/** A header, then a line per clip; RFC 4180 but for `\n`, which pandas and R write too. */
export async function* encodeCsv(table: TableStream): AsyncGenerator<string> {
  const { stringify } = await import('csv-stringify/sync');
  const described = [...CLIP_COLUMNS, ...table.more];
  yield stringify([columnNames(featureSet(table.featureSetId), table.more)]);
  for await (const { clips, values, width } of table.parts) {
    for (const [row, clip] of clips.entries()) {
      const features = values.subarray(row * width, (row + 1) * width);
      const cells = described.map((name) => cellOf(clip, name));
      yield stringify([[...cells, ...Array.from(features, shortest)]]);
    }
  }
}

/** The shortest decimal that gives the same float32 again: nine digits always do. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return String(candidate);
  }
  return String(Number(value.toPrecision(9)));
}

/** Reads what {@link encodeCsv} wrote; the header must name exactly the columns of a known set. */
export async function readCsv(file: string): Promise<FeatureTable> {
  const { parse } = await import('csv-parse');
  const parser = parse({ bom: true, info: true });
  pipeline(createReadStream(file), parser, () => {
    // Whatever ends either stream early ends the loop below, which tells of it.
  });
  const clips: Clip[] = [];
  const values: number[] = [];
  let columns: ReturnType<typeof readColumns> | undefined;
  try {
    for await (const line of parser) {
      const { record, info } = line as { record: string[]; info: { lines: number } };
      if (!columns) {
        columns = readColumns(record, file);
        continue;
      }
      const described = [...CLIP_COLUMNS, ...columns.more];
      const where = `line ${info.lines} of ${file}`;
      const row = Object.fromEntries(described.map((name, i) => [name, record[i]]));
      clips.push(clipOfRow(row, columns.more, where));
      for (const text of record.slice(described.length)) values.push(finite(text, where));
    }
  } catch (error) {
    throw error instanceof FeaturesError ? error : malformed(file, error);
  }
  const { id, width } = (columns ?? readColumns([], file)).set;
  return { featureSetId: id, width, clips, values: Float32Array.from(values) };
}

function finite(text: string, where: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw expected('TABLE_MALFORMED', 'a number', `a feature in ${where}`, text || 'nothing');
}

function malformed(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || 'syscall' in error) return error;
  return expected('TABLE_MALFORMED', 'CSV', file, error.message, { cause: error });
}
