import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speechClips } from '../_test-clips.js';
import { speakerOf, type Clip } from '../corpora/clip.js';
import { featureSet } from '../extract/feature-set.js';
import { askPython, missingFrom } from './_test-python.js';
import { readTable, writeTable } from './table-file.js';
import { type FeatureTable } from './table.js';

const { id: featureSetId, width, names, extraction } = featureSet('mel-mean-259.v1');
const odd: Partial<Clip> = { path: 'Über "all"/𝄞, ☂.wav', emotion: 'überrascht', speaker: '' };
const clips = speechClips(1).map((clip, i) => (i === 47 ? { ...clip, ...odd } : clip));
const table: FeatureTable = {
  featureSetId,
  width,
  clips,
  values: Float32Array.from({ length: clips.length * width }, (_, i) => -100 + i / 7),
};
const value = table.values[47 * width + 172];

let dir: string;
const fileOf = (suffix: string): string => join(dir, `table${suffix}`);
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-readers-'));
  for (const suffix of ['.npy', '.npz', '.parquet']) await writeTable(table, fileOf(suffix));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

describe('.npy', () => {
  it('is the format byte by byte', async () => {
    const bytes = await readFile(fileOf('.npy'));
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x93NUMPY\x01\x00', 'latin1'));
    const start = 10 + bytes.readUInt16LE(8);
    expect(start % 64).toBe(0);
    expect(bytes.toString('latin1', 10, start)).toMatch(
      /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(60, 259\), \} *\n$/,
    );
    expect(bytes.length).toBe(start + 4 * table.values.length);
    expect(bytes.readFloatLE(start + 4 * 12345)).toBe(table.values[12345]);
  });

  it('is what NumPy reads', ({ skip }) => {
    const missing = missingFrom(['numpy']);
    skip(missing !== undefined, missing);
    const program = `import numpy, sys, json
m = numpy.load(sys.argv[1])
print(json.dumps([m.shape, str(m.dtype), m.flags.c_contiguous, m[47, 172].item()]))`;
    expect(askPython(program, fileOf('.npy'))).toEqual([[60, 259], 'float32', true, value]);
  });
});

describe('.npz', () => {
  it('is what NumPy reads: numbers, labels, paths, speakers and names, any text among them', ({
    skip,
  }) => {
    const missing = missingFrom(['numpy']);
    skip(missing !== undefined, missing);
    const program = `import numpy, sys, json
z = numpy.load(sys.argv[1], allow_pickle=False)
m = z["features"]
print(json.dumps([m.shape, str(m.dtype), m[47, 172].item(), z["feature_set"].item(),
  {name: z[name].tolist() for name in z.files if name not in ("features", "feature_set")}]))`;
    expect(askPython(program, fileOf('.npz'))).toEqual([
      ...[[60, 259], 'float32', value, featureSetId],
      {
        labels: clips.map(({ emotion }) => emotion),
        paths: clips.map(({ path }) => path),
        speakers: clips.map(speakerOf),
        feature_names: names,
      },
    ]);
  });

  it('is a ZIP file of .npy files, the same bytes each time, and empty where there is no clip', async () => {
    const bytes = await readFile(fileOf('.npz'));
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
    expect(bytes.includes('feature_names.npy')).toBe(true);
    await writeTable(table, fileOf('-again.npz'));
    expect((await readFile(fileOf('-again.npz'))).equals(bytes)).toBe(true);
    const none = { ...table, clips: [], values: new Float32Array(0) };
    await writeTable(none, fileOf('-none.npz'));
    expect((await readFile(fileOf('-none.npz'))).includes("'shape': (0, 259)")).toBe(true);
  });
});

it.each(['.npy', '.npz'])(
  '%s cannot be read as a table, and the error says why',
  async (suffix) => {
    await expect(readTable(fileOf(suffix))).rejects.toMatchObject({
      code: 'TABLE_NOT_READABLE',
      message: expect.stringContaining(`${suffix} holds`) as string,
    });
  },
);

describe('.parquet', () => {
  const wanted = {
    columns: [
      'path',
      'corpus',
      'speaker',
      'gender',
      'emotion',
      'intensity',
      'statement',
      'repetition',
      ...names,
    ],
    rows: 60,
    row: [odd.path, odd.emotion, clips[47]?.statement, value],
    types: ['text', 'text', 'int', 'float32'],
    emotions: Object.fromEntries(countEmotions()),
  };

  function countEmotions(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { emotion } of clips) counts.set(emotion, (counts.get(emotion) ?? 0) + 1);
    return counts;
  }

  it('is what pandas reads, with types and the recipe in the metadata', ({ skip }) => {
    const missing = missingFrom(['pandas', 'pyarrow']);
    skip(missing !== undefined, missing);
    const program = `import pandas, pyarrow.parquet, sys, json
t = pandas.read_parquet(sys.argv[1])
asked = ["path", "emotion", "statement", "f172"]
kind = lambda c: "float32" if t[c].dtype == "float32" else "int" if t[c].dtype.kind in "iuf" else "text"
meta = pyarrow.parquet.read_metadata(sys.argv[1]).metadata
print(json.dumps({"columns": list(t.columns), "rows": len(t),
  "row": [getattr(v, "item", lambda: v)() for v in (t.loc[47, c] for c in asked)],
  "types": [kind(c) for c in asked],
  "emotions": t["emotion"].value_counts().to_dict(),
  "meta": {k.decode(): v.decode() for k, v in meta.items() if k.startswith(b"prosodia.")}}))`;
    expect(askPython(program, fileOf('.parquet'))).toEqual({
      ...wanted,
      meta: {
        'prosodia.feature_set': featureSetId,
        'prosodia.feature_names': JSON.stringify(names),
        'prosodia.extraction': JSON.stringify(extraction),
      },
    });
  });

  it('is what DuckDB reads', ({ skip }) => {
    const missing = missingFrom(['duckdb']);
    skip(missing !== undefined, missing);
    const program = `import duckdb, sys, json
c = duckdb.connect()
q = lambda sql: c.execute(sql.replace("T", "read_parquet(?)"), [sys.argv[1]]).fetchall()
described = q("describe select * from T")
kinds = {"VARCHAR": "text", "INTEGER": "int", "FLOAT": "float32"}
asked = ["path", "emotion", "statement", "f172"]
print(json.dumps({"columns": [r[0] for r in described], "rows": q("select count(*) from T")[0][0],
  "row": list(q("select path, emotion, statement, f172 from T limit 1 offset 47")[0]),
  "types": [kinds[dict((r[0], r[1]) for r in described)[n]] for n in asked],
  "emotions": dict(q("select emotion, count(*) from T group by emotion"))}))`;
    expect(askPython(program, fileOf('.parquet'))).toEqual(wanted);
  });
});
