import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Clip } from './clip.js';
import { readManifest } from './manifest.js';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-manifest-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

async function read(file: string): Promise<{ clips: Clip[]; refused: string[] }> {
  const clips: Clip[] = [];
  const refused: string[] = [];
  for await (const entry of readManifest(file)) {
    if ('clip' in entry) clips.push(entry.clip);
    else refused.push(`${entry.where}: ${entry.refused.message}`);
  }
  return { clips, refused };
}

async function csv(...lines: string[]): Promise<string> {
  const file = join(dir, 'calls.csv');
  await writeFile(file, lines.join('\n'));
  return file;
}

it('keeps every column: the known ones checked, the others by name', async () => {
  const file = await csv(
    'path,label,speaker,gender,statement,room,corpus',
    'a/1.wav,Joy,ada,F,2,"b, 7",',
    '/else/where/2.wav,tired,bob,,,,calls-2',
  );
  expect(await read(file)).toEqual({
    refused: [],
    clips: [
      {
        ...{ path: 'a/1.wav', corpus: 'calls', speaker: 'ada', gender: 'female', emotion: 'happy' },
        ...{ statement: 2, more: { room: 'b, 7' } },
      },
      { path: '/else/where/2.wav', corpus: 'calls-2', speaker: 'bob', emotion: 'tired' },
    ],
  });
});

it('reads the semicolons of European spreadsheets, whatever commas the cells hold', async () => {
  const file = await csv(
    '\uFEFFpath;label;speaker;note\r',
    '1.wav;sad;ada;a, b\r',
    '2.wav;sad;bob;\r',
  );
  expect(await read(file)).toEqual({
    refused: [],
    clips: [
      { path: '1.wav', corpus: 'calls', speaker: 'ada', emotion: 'sad', more: { note: 'a, b' } },
      { path: '2.wav', corpus: 'calls', speaker: 'bob', emotion: 'sad' },
    ],
  });
});

it('reads the same from Parquet, over its row groups', async () => {
  const file = join(dir, 'calls.parquet');
  const text = (name: string, data: string[]) => ({ name, data, type: 'STRING' as const });
  const bytes = parquetWriteBuffer({
    columnData: [
      text('path', ['1.wav', '2.wav', '3.wav']),
      text('emotion', ['sadness', 'calm', '']),
      text('speaker', ['ada', 'bob', 'bob']),
      { name: 'age', data: [31, 32, 33], type: 'INT32' as const },
    ],
    rowGroupSize: 2,
  });
  await writeFile(file, new Uint8Array(bytes));
  expect(await read(file)).toEqual({
    clips: [
      { path: '1.wav', corpus: 'calls', speaker: 'ada', emotion: 'sad', more: { age: '31' } },
      { path: '2.wav', corpus: 'calls', speaker: 'bob', emotion: 'calm', more: { age: '32' } },
    ],
    refused: ['row 2 of calls.parquet: Expected a text for emotion but received an empty text'],
  });
});

it('lists a row that cannot be used, and goes on', async () => {
  const file = await csv(
    'path,label,speaker,gender,statement',
    '1.wav,sad,ada,x,',
    '2.wav,sad,ada,m,0',
    '3.wav,sad,ada,,1',
  );
  const { clips, refused } = await read(file);
  expect(clips).toHaveLength(1);
  expect(refused).toEqual([
    'line 2 of calls.csv: Expected male or female for gender but received x',
    'line 3 of calls.csv: Expected a whole number from 1 for statement but received 0',
  ]);
});

it.each([
  [['path,label', '1.wav,sad'], 'the columns path, label (or emotion) and speaker'],
  [['path,label,speaker'], 'at least one row'],
  [['path,label,speaker', '"1.wav,sad,ada'], 'a readable manifest'],
  [['path,label,speaker', '1.wav,sad'], 'a readable manifest'],
])('refuses %j', async (lines, what) => {
  await expect(read(await csv(...lines))).rejects.toMatchObject({
    code: 'MANIFEST_MALFORMED',
    message: expect.stringContaining(`Expected ${what} for `) as string,
  });
});

it('names a Parquet file that is none, and a file that is not there', async () => {
  const file = join(dir, 'none.parquet');
  await writeFile(file, 'PAR1');
  await expect(read(file)).rejects.toMatchObject({ code: 'MANIFEST_MALFORMED' });
  await expect(read(join(dir, 'no.csv'))).rejects.toThrow('ENOENT');
});
