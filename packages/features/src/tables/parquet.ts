import type { ColumnSource } from 'hyparquet-writer';
import { type Clip } from '../corpora/clip.js';
import { PACKAGE } from '../_package.js';
import { expected } from '../errors.js';
import { featureSet, type FeatureSet } from '../extract/feature-set.js';
import { CLIP_COLUMNS, type FeatureTable, type TableStream } from './table.js';
import { cellOf, clipOfRow, columnNames } from './_columns.js';

const COUNTS = ['statement', 'repetition'];
/** Every clip has these; what else a corpus does not tell is null. */
const ALWAYS_THERE = ['path', 'corpus', 'speaker', 'emotion'];
const FEATURE_SET_KEY = 'prosodia.feature_set';

/** Typed columns (text, int32 counts, float32 features); the recipe in the key-value metadata. */
export async function* encodeParquet(table: TableStream): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const set = featureSet(table.featureSetId);
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnsOf(set, table.more, []) }),
    createdBy: `${PACKAGE.name} version ${PACKAGE.version}`,
    kvMetadata: [
      { key: FEATURE_SET_KEY, value: set.id },
      { key: 'prosodia.feature_names', value: JSON.stringify(set.names) },
      { key: 'prosodia.extraction', value: JSON.stringify(set.extraction) },
    ],
  });
  // The writer goes on counting its bytes when those that are written are taken away.
  const taken = (): Uint8Array => {
    const bytes = new Uint8Array(writer.getBuffer());
    writer.index = 0;
    return bytes;
  };
  for await (const part of table.parts) {
    if (part.clips.length === 0) continue;
    const columnData = columnsOf(set, table.more, part.clips, part.values);
    await parquet.write({ columnData, rowGroupSize: part.clips.length });
    yield taken();
  }
  await parquet.finish();
  yield taken();
}

function columnsOf(
  set: FeatureSet,
  more: readonly string[],
  clips: readonly Clip[],
  values: Float32Array = new Float32Array(0),
): ColumnSource[] {
  const described = [...CLIP_COLUMNS, ...more].map((column) => ({
    name: column,
    data: clips.map((clip) => cellOf(clip, column)),
    type: COUNTS.includes(column) ? ('INT32' as const) : ('STRING' as const),
    nullable: !ALWAYS_THERE.includes(column),
  }));
  const features = set.names.map((feature, column) => ({
    name: feature,
    data: Float32Array.from(clips, (_, row) => values[row * set.width + column] ?? 0),
    type: 'FLOAT' as const,
    nullable: false,
    encoding: 'PLAIN' as const,
  }));
  return [...described, ...features];
}

/** Reads what {@link encodeParquet} wrote; the metadata must name a known feature set. */
export async function readParquet(file: string): Promise<FeatureTable> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } =
    await import('hyparquet');
  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer).catch((cause: unknown) => {
    throw expected('TABLE_MALFORMED', 'Parquet', file, String(cause), { cause });
  });
  const id = metadata.key_value_metadata?.find(({ key }) => key === FEATURE_SET_KEY)?.value;
  const set = featureSet(id ?? `none in the metadata of ${file}`);
  const names = parquetSchema(metadata).children.map((child) => child.element.name);
  const more = names.slice(CLIP_COLUMNS.length, -set.width);
  if (names.join() !== columnNames(set, more).join()) {
    throw expected('TABLE_MALFORMED', `the columns of ${set.id}`, file, `${names.length} others`);
  }
  const rows = await parquetReadObjects({ file: buffer, metadata });
  const values = new Float32Array(rows.length * set.width);
  rows.forEach((row, i) => {
    values.set(
      set.names.map((feature) => row[feature] as number),
      i * set.width,
    );
  });
  const clips = rows.map((row, i) => clipOfRow(row, more, `row ${i} of ${file}`));
  return { featureSetId: set.id, width: set.width, clips, values };
}
