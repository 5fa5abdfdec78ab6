import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SYNTHETIC_COMMENT, SYNTHETIC_MARKER } from './_synthetic.js';
import { readCorpus } from './read-corpus.js';
import { encodeWav } from '../demo/wav.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-corpus-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** A file of nothing, or a WAV file of so many samples. */
async function put(path: string, samples?: number, comment?: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  const wav = samples === undefined ? '' : encodeWav(new Float32Array(samples), 8000, comment);
  await writeFile(join(dir, path), wav);
}
const paths = (found: readonly { path: string }[]): string[] => found.map(({ path }) => path);

describe('readCorpus', () => {
  it('finds clips in any layout, sorted by code unit', async () => {
    await put('b/Actor_01/03-01-01-01-01-01-01.wav');
    await put('03-01-02-01-01-01-02.wav');
    await put('B/03-02-03-01-01-01-03.WAV');
    const corpus = await readCorpus(dir);
    expect(paths(corpus.clips)).toEqual([
      '03-01-02-01-01-01-02.wav',
      'B/03-02-03-01-01-01-03.WAV',
      'b/Actor_01/03-01-01-01-01-01-01.wav',
    ]);
    expect(corpus).toMatchObject({
      name: 'ravdess',
      path: dir,
      dir,
      synthetic: false,
      refused: [],
    });
    const given = relative('', dir);
    expect(await readCorpus(given)).toMatchObject({ path: dir, dir });
  });

  it('lists names that do not parse with the reason, and passes over other and hidden files', async () => {
    await put('03-01-01-01-01-01-01.wav');
    await put('03-01-09-01-01-01-01.wav');
    await put('take 2.wav');
    await put('.hidden/03-01-01-01-01-01-02.wav');
    await put('._03-01-01-01-01-01-01.wav');
    await put('notes.txt');
    const { clips, refused } = await readCorpus(dir);
    expect(clips).toHaveLength(1);
    expect(paths(refused)).toEqual(['03-01-09-01-01-01-01.wav', 'take 2.wav']);
    expect(refused[0]).toMatchObject({
      code: 'NAME_NOT_RAVDESS',
      message: expect.stringContaining('01 to 08 for emotion') as string,
    });
  });

  it.skipIf(process.platform === 'win32')(
    'waits for no pipe that is named as a sound',
    async () => {
      await put('03-01-01-01-01-01-01.wav', 8);
      execFileSync('mkfifo', [join(dir, '03-01-02-01-01-01-01.wav')]);
      expect((await readCorpus(dir)).clips).toHaveLength(2);
    },
  );

  it('follows linked folders and files once, after real ones, and no link upwards', async () => {
    await put('corpus/z/03-01-01-01-01-01-01.wav');
    await put('elsewhere/03-01-01-01-01-01-02.wav');
    await put('beside/03-01-01-01-01-01-03.wav');
    await symlink(join(dir, 'corpus/z'), join(dir, 'corpus/a'));
    await symlink(join(dir, 'corpus'), join(dir, 'corpus/z/loop'));
    await symlink(dir, join(dir, 'corpus/upwards'));
    await symlink(join(dir, 'elsewhere'), join(dir, 'corpus/linked'));
    await symlink(
      join(dir, 'beside/03-01-01-01-01-01-03.wav'),
      join(dir, 'corpus/03-01-01-01-01-01-03.wav'),
    );
    expect(paths((await readCorpus(join(dir, 'corpus'))).clips)).toEqual([
      '03-01-01-01-01-01-03.wav',
      'linked/03-01-01-01-01-01-02.wav',
      'z/03-01-01-01-01-01-01.wav',
    ]);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'lists a folder that it may not enter',
    async () => {
      await put('03-01-01-01-01-01-01.wav');
      await put('locked/03-01-01-01-01-01-02.wav');
      await chmod(join(dir, 'locked'), 0o000);
      const { refused } = await readCorpus(dir);
      await chmod(join(dir, 'locked'), 0o700);
      expect(refused).toMatchObject([{ path: 'locked', code: 'CORPUS_UNREADABLE' }]);
    },
  );

  it.each([
    ['in the folder', '.', '.'],
    ['in a folder above', '.', 'demo/Actor_01'],
    ['in a folder below', 'demo', '.'],
  ])('says that sounds are synthetic where the marker lies %s', async (_where, marked, asked) => {
    await put('demo/Actor_01/03-01-01-01-01-01-01.wav', 0);
    await put(join(marked, SYNTHETIC_MARKER));
    const { name, synthetic, clips } = await readCorpus(join(dir, asked));
    expect({ name, synthetic }).toEqual({ name: 'demo', synthetic: true });
    expect(clips.map(({ corpus }) => corpus)).toEqual(['demo']);
  });

  it('knows a synthetic sound in any place by the comment that it carries', async () => {
    await put('mine/03-01-01-01-01-01-01.wav', 0, SYNTHETIC_COMMENT);
    await put('mine/03-01-01-01-01-01-02.wav');
    expect(await readCorpus(dir)).toMatchObject({ name: 'demo', synthetic: true });
  });

  it('refuses a mixture of synthetic sounds and others', async () => {
    await put('demo/03-01-01-01-01-01-01.wav', 0, SYNTHETIC_COMMENT);
    await put('ravdess/03-01-01-01-01-01-01.wav', 0);
    await put('ravdess/03-01-01-01-01-01-02.wav', 0);
    await expect(readCorpus(dir)).rejects.toMatchObject({
      code: 'CORPUS_MIXED',
      message: `Expected either synthetic sounds or recordings alone for ${dir} but received 1 synthetic (demo/03-01-01-01-01-01-01.wav) and 2 others (ravdess/03-01-01-01-01-01-01.wav)`,
    });
  });

  it('reads several corpora below one folder into one list', async () => {
    await put('RAVDESS/Actor_01/03-01-01-01-01-01-01.wav');
    await put('AudioWAV/1001_DFA_ANG_XX.wav');
    await put('SAVEE/AudioData/DC/a01.wav');
    const { name, clips, refused } = await readCorpus(dir);
    expect({ name, refused }).toEqual({ name: 'crema-d+ravdess+savee', refused: [] });
    expect(clips.map(({ corpus, emotion }) => `${corpus} ${emotion}`)).toEqual([
      'crema-d angry',
      'ravdess neutral',
      'savee angry',
    ]);
  });

  it('reads a manifest, sorted, each path once, and names the rows that are none', async () => {
    const rows = [
      'path,label,speaker',
      'b.wav,Anger,ada',
      'a.wav,tired,bob',
      'b.wav,sad,ada',
      ',sad,ada',
    ];
    await writeFile(join(dir, 'mine.csv'), rows.join('\n'));
    const corpus = await readCorpus(join(dir, 'mine.csv'));
    expect(corpus).toEqual({
      ...{ name: 'mine', path: join(dir, 'mine.csv'), dir, synthetic: false },
      clips: [
        { path: 'a.wav', corpus: 'mine', speaker: 'bob', emotion: 'tired' },
        { path: 'b.wav', corpus: 'mine', speaker: 'ada', emotion: 'angry' },
      ],
      refused: [
        {
          ...{ path: 'line 4 of mine.csv', code: 'MANIFEST_ROW_INVALID' },
          message:
            'Expected each recording once for path but received b.wav again; its first row counts',
        },
        {
          ...{ path: 'line 5 of mine.csv', code: 'MANIFEST_ROW_INVALID' },
          message: 'Expected a text for path but received an empty text',
        },
      ],
    });
  });

  it.each([
    ['nowhere', 'CORPUS_NOT_FOUND', /^Expected a directory for the corpus but received /],
    ['file', 'CORPUS_NOT_FOUND', /but received the file /],
    ['empty', 'CORPUS_EMPTY', /^Expected audio files for .+ but received none$/],
    [
      'named',
      'CORPUS_EMPTY',
      /1 of them, none named so \(take 2\.wav: Expected a name of ravdess .+; recordings of your own need.+ the columns path,label,speaker/,
    ],
  ])('refuses %s', async (name, code, message) => {
    await put('file');
    await put('empty/readme');
    await put('named/take 2.wav');
    await expect(readCorpus(join(dir, name))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});
