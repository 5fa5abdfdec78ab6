import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { PACKAGE } from '../_package.js';
import { expected } from '../errors.js';
import { featureSet } from '../extract/feature-set.js';
import { CLIP_COLUMNS, type FeatureTable } from './table.js';
import { cellOf, clipOfRow, columnNames, moreColumns } from './_columns.js';

const COUNTS = ['statement', 'repetition'];
/** Every clip has these; what else a corpus does not tell is null. */
const ALWAYS_THERE = ['path', 'corpus', 'speaker', 'emotion'];
const FEATURE_SET_KEY = 'prosodia.feature_set';

/** Typed columns (text, int32 counts, float32 features); the recipe in the key-value metadata. */
export function encodeParquet({ featureSetId, clips, values, width }: FeatureTable): [Uint8Array] {
  const set = featureSet(featureSetId);
  const described = [...CLIP_COLUMNS, ...moreColumns(clips)].map((column) => ({
    name: column,
    data: clips.map((clip) => cellOf(clip, column)),
    type: COUNTS.includes(column) ? ('INT32' as const) : ('STRING' as const),
    nullable: !ALWAYS_THERE.includes(column),
  }));
  const features = set.names.map((feature, column) => ({
    name: feature,
    data: Float32Array.from(clips, (_, row) => values[row * width + column] ?? 0),
    type: 'FLOAT' as const,
    nullable: false,
    encoding: 'PLAIN' as const,
  }));
  const written = parquetWriteBuffer({
    columnData: [...described, ...features],
    createdBy: `${PACKAGE.name} version ${PACKAGE.version}`,
    kvMetadata: [
      { key: FEATURE_SET_KEY, value: set.id },
      { key: 'prosodia.feature_names', value: JSON.stringify(set.names) },
      { key: 'prosodia.extraction', value: JSON.stringify(set.extraction) },
    ],
  });
  return [new Uint8Array(written)];
}

/** Reads what {@link encodeParquet} wrote; the metadata must name a known feature set. */
export async function readParquet(file: string): Promise<FeatureTable> {
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
