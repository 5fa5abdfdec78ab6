import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speechClips } from '../_test-clips.js';
import { type Clip } from '../corpora/clip.js';
import { clipOfName } from '../corpora/readers.js';
import { featureSet } from '../extract/feature-set.js';
import { readTable, tableSuffix, writeTable } from './table-file.js';
import { CLIP_COLUMNS, type FeatureTable } from './table.js';

const { id: featureSetId, width } = featureSet('mel-mean-259.v1');
const clips = speechClips(1).map(toClip);
const table: FeatureTable = {
  featureSetId,
  width,
  clips,
  values: Float32Array.from({ length: clips.length * width }, (_, i) => -100 + i / 7),
};

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-table-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

/** Without the fields that only RAVDESS has, which a table does not keep. */
function toClip(clip: Clip): Clip {
  return Object.fromEntries(CLIP_COLUMNS.map((name) => [name, clip[name]])) as unknown as Clip;
}

function ofValues(values: readonly number[]): FeatureTable {
  const row = Float32Array.from({ length: width }, (_, i) => values[i % values.length] ?? 0);
  return { featureSetId, width, clips: clips.slice(0, 1), values: row };
}

describe.each(['.csv', '.parquet'])('a table as %s', (suffix) => {
  it('is read back as it was written', async () => {
    const file = join(dir, `table${suffix}`);
    await writeTable(table, file);
    expect(await readTable(file)).toEqual(table);
  });

  it('keeps every float32 and any path', async () => {
    const file = join(dir, `any${suffix}`);
    const numbers = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        numbers,
        fc.string({ minLength: 1, unit: 'grapheme' }),
        async (some, path) => {
          const one = ofValues(some.map((value) => value + 0)); // -0 is written as 0
          const odd = { ...one, clips: one.clips.map((clip) => ({ ...clip, path })) };
          await writeTable(odd, file);
          expect(await readTable(file)).toEqual(odd);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps what only some corpora tell, and nothing where they tell nothing', async () => {
    const file = join(dir, `mixed${suffix}`);
    const mixed = ['OAF_back_angry.wav', '1001_DFA_ANG_XX.wav', '03a01Fa.wav'].map(clipOfName);
    const own: Clip = { ...clipOfName('DC_a01.wav'), emotion: 'tired', more: { room: 'b, "7"' } };
    const values = Float32Array.from({ length: 4 * width }, (_, i) => i);
    const all = { featureSetId, width, clips: [...mixed, own], values };
    await writeTable(all, file);
    expect(await readTable(file)).toEqual(all);
  });

  it('takes the place of an older file and leaves nothing beside it', async () => {
    const file = join(dir, `again${suffix}`);
    await writeTable(table, file);
    await writeTable(ofValues([1]), file);
    expect((await readTable(file)).clips).toHaveLength(1);
    expect((await readdir(dir)).filter((name) => name.includes('part'))).toEqual([]);
  });
});

describe('.csv', () => {
  it('has the header and the lines that other programs rely on', async () => {
    const file = join(dir, 'text.csv');
    await writeTable(ofValues([-12.345678, 0, 1e-7]), file);
    const [header, line, ...rest] = (await readFile(file, 'utf8')).split('\n');
    expect(header).toMatch(
      /^path,corpus,speaker,gender,emotion,intensity,statement,repetition,f000,f001,.*,f257,f258$/,
    );
    expect(line).toMatch(
      /^Actor_01\/03-01-01-01-01-01-01.wav,ravdess,Actor_01,male,neutral,normal,1,1,-12.345678,0,1e-7,/,
    );
    expect(rest).toEqual(['']);
  });

  it.each([
    ['', 'Expected the columns path,corpus'],
    ['path,corpus\n', 'but received path,corpus'],
  ])('refuses the header %j', async (text, message) => {
    const file = join(dir, 'bad.csv');
    await writeFile(file, text);
    await expect(readTable(file)).rejects.toThrow(message);
  });

  it.each([
    ['neutral', '', 'Expected a text for emotion in line 2'],
    ['male', 'man', 'Expected one of male, female for gender in line 2'],
    [',1,1,', ',0,1,', 'a whole number from 1 for statement in line 2'],
    ['-100,', 'x,', 'Expected a number for a feature in line 2'],
    ['-100,', 'NaN,', 'Expected a number for a feature in line 2'],
    ['-100,', '', 'Invalid Record Length'],
    ['Actor_01/', '"Actor_01/', 'Expected CSV for'],
  ])('refuses a line with %j in place of %j', async (from, to, message) => {
    const file = join(dir, 'bad.csv');
    await writeTable(table, file);
    const text = await readFile(file, 'utf8');
    const start = text.indexOf('\n') + 1;
    await writeFile(file, text.slice(0, start) + text.slice(start).replace(from, to));
    await expect(readTable(file)).rejects.toMatchObject({
      code: 'TABLE_MALFORMED',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('.parquet', () => {
  it('has typed columns and says how the features were made', async () => {
    const file = join(dir, 'typed.parquet');
    await writeTable(table, file);
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
    const types = parquetSchema(metadata).children.map(({ element }) => [
      element.name,
      element.type,
      element.repetition_type,
    ]);
    expect(types.slice(5, 9)).toEqual([
      ['intensity', 'BYTE_ARRAY', 'OPTIONAL'],
      ['statement', 'INT32', 'OPTIONAL'],
      ['repetition', 'INT32', 'OPTIONAL'],
      ['f000', 'FLOAT', 'REQUIRED'],
    ]);
    expect(types).toHaveLength(8 + 259);
    expect(Object.fromEntries(metadata.key_value_metadata?.map(Object.values) ?? [])).toEqual({
      'prosodia.feature_set': 'mel-mean-259.v1',
      'prosodia.feature_names': JSON.stringify(featureSet(featureSetId).names),
      'prosodia.extraction': JSON.stringify(featureSet(featureSetId).extraction),
    });
  });

  it('is refused where it is none', async () => {
    const file = join(dir, 'none.parquet');
    await writeFile(file, 'PAR1');
    await expect(readTable(file)).rejects.toMatchObject({ code: 'TABLE_MALFORMED' });
  });
});

describe('tables', () => {
  it('need a suffix that is known', () => {
    expect(tableSuffix('A.CSV')).toBe('.csv');
    expect(() => tableSuffix('features.h5')).toThrow(
      'Expected a name that ends in one of .csv, .npy, .npz, .parquet for the table but received features.h5',
    );
  });

  it.each(['.csv', '.npy', '.npz', '.parquet'])(
    'name the place where %s cannot be written',
    async (suffix) => {
      const file = join(dir, 'no', `table${suffix}`);
      await expect(writeTable(table, file)).rejects.toMatchObject({
        code: 'NOT_WRITABLE',
        message: expect.stringContaining(`for ${file} but received ENOENT`) as string,
      });
    },
  );

  it.each(['.csv', '.parquet'])('name a missing %s file', async (suffix) => {
    await expect(readTable(join(dir, `no${suffix}`))).rejects.toMatchObject({
      code: 'TABLE_NOT_READABLE',
      message: expect.stringContaining('ENOENT') as string,
    });
  });
});
