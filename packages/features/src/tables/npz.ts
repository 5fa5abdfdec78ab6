import { PassThrough, Readable } from 'node:stream';
import { type Clip, speakerOf } from '../corpora/clip.js';
import { expected } from '../errors.js';
import { featureSet } from '../extract/feature-set.js';
import { encodeNpy, npyHead } from './npy.js';
import { type FeatureTable, type TableStream } from './table.js';

/** The same bytes whenever and wherever they are written; a ZIP file knows no time before 1980, and no zone. */
const ENTRY = { compress: false, mtime: new Date(1980, 0, 1), forceDosTimestamp: true } as const;

/** Texts that are encoded at once. */
const PART = 4096;

/**
 * What `numpy.load` gives by name, as `numpy.savez` writes it: `features` (clips x width, float32), `labels`, `paths`
 * and `speakers` (clips), `feature_names` (width) and `feature_set`, all texts.
 */
export async function* encodeNpz(table: TableStream): AsyncGenerator<Uint8Array> {
  const { id, names } = featureSet(table.featureSetId);
  const clips: Pick<Clip, 'emotion' | 'path' | 'corpus' | 'speaker'>[] = [];
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  const add = (
    name: string,
    array: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ): void => {
    zip.addReadStreamLazy(`${name}.npy`, ENTRY, (give) => {
      give(null, Readable.from(array(), { objectMode: false }));
    });
  };
  // In this order: the clips are known when the numbers have gone by.
  add('features', () => encodeNpy({ ...table, parts: noting(table.parts, clips) }));
  add('labels', () => encodeTexts(clips.map(({ emotion }) => emotion)));
  add('paths', () => encodeTexts(clips.map(({ path }) => path)));
  add('speakers', () => encodeTexts(clips.map(speakerOf)));
  add('feature_names', () => encodeTexts(names));
  add('feature_set', () => [npyHead(`<U${id.length}`, '()'), utf32(id, id.length)]);
  zip.end();
  const output = zip.outputStream.pipe(new PassThrough());
  zip.on('error', (error: Error) => output.destroy(error));
  yield* output as AsyncIterable<Uint8Array>;
}

async function* noting(
  parts: TableStream['parts'],
  clips: Pick<Clip, 'emotion' | 'path' | 'corpus' | 'speaker'>[],
): AsyncGenerator<FeatureTable> {
  for await (const part of parts) {
    for (const { emotion, path, corpus, speaker } of part.clips)
      clips.push({ emotion, path, corpus, speaker });
    yield part;
  }
}

/** Texts of one length, as NumPy keeps them: UTF-32, filled up with zeros. */
function* encodeTexts(texts: readonly string[]): Generator<Uint8Array> {
  const length = texts.reduce((most, text) => Math.max(most, charactersOf(text).length), 1);
  yield npyHead(`<U${length}`, `(${texts.length},)`);
  for (let from = 0; from < texts.length; from += PART) {
    yield Buffer.concat(texts.slice(from, from + PART).map((text) => utf32(text, length)));
  }
}

function utf32(text: string, length: number): Buffer {
  const bytes = Buffer.alloc(4 * length);
  charactersOf(text).forEach((character, i) =>
    bytes.writeUInt32LE(character.codePointAt(0) ?? 0, 4 * i),
  );
  return bytes;
}

/** Code points. */
const charactersOf = (text: string): string[] => Array.from(text);

/** Always refuses: of most columns an archive has none. */
export function readNpz(file: string): Promise<never> {
  const what =
    'a table with its clips (.csv or .parquet; .npz holds of them only label, path and speaker)';
  return Promise.reject(expected('TABLE_NOT_READABLE', what, 'reading', file));
}
