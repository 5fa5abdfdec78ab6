import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RAVDESS_DUPLICATES, speechClips } from '../_test-clips.js';
import { speakerOf } from '../corpora/clip.js';
import { checkLeaks } from '../leak/check-leaks.js';
import { splitDev, splitNotebook } from '../split/split.js';
import { csvProtocol } from './csv-protocol.js';
import { PROTOCOLS, protocolNamed } from './protocols.js';
import { type Fold } from './protocol.js';

const clips = speechClips();
const options = { seed: 0, duplicates: RAVDESS_DUPLICATES };
const actorsOf = (rows: readonly number[]): number[] =>
  [...new Set(rows.map((row) => clips[row]?.speaker ?? ''))]
    .map((name) => Number(name.slice(-2)))
    .sort((a, b) => a - b);

describe.each(PROTOCOLS)('$name', (protocol) => {
  const { name } = protocol;
  const { folds, separates } = protocol.plan(clips, options);

  it('passes the leak check in every fold, each clip in one place', () => {
    for (const fold of folds) {
      const { train, dev, test, leftOut } = fold;
      const parts = { train: { rows: train }, dev: { rows: dev }, test: { rows: test } };
      const verdict = checkLeaks(clips, parts, { copies: RAVDESS_DUPLICATES, separates });
      expect(verdict.findings).toEqual([]);
      const all = [...train, ...dev, ...test, ...leftOut].sort((a, b) => a - b);
      expect(all).toEqual([...clips.keys()]);
      expect(new Set(dev.map((row) => clips[row]?.emotion)).size).toBe(8);
    }
  });

  it('tests every clip once where there are several folds', () => {
    if (name === 'notebook') return;
    const tested = folds.flatMap(({ test }) => test).sort((a, b) => a - b);
    expect(tested).toEqual([...clips.keys()]);
  });

  it('is the same for the same seed', () => {
    expect(protocol.plan(clips, options)).toEqual({ folds, separates });
  });

  it('keeps copies in one part even where a speaker has them from another', () => {
    const copy = ['Actor_01/03-01-01-01-01-01-01.wav', 'Actor_24/03-01-01-01-01-01-24.wav'];
    const { folds: apart } = protocol.plan(clips, { seed: 1, duplicates: [copy] });
    for (const { train, dev, test } of apart) {
      const parts = { train: { rows: train }, dev: { rows: dev }, test: { rows: test } };
      const { findings } = checkLeaks(clips, parts, { copies: [copy], separates });
      // Published folds and each speaker in turn test both; there the copy is on no other side.
      expect(findings).toEqual([]);
    }
  });
});

describe('protocols', () => {
  const fold = (name: string, index = 0): Fold => {
    const found = protocolNamed(name).plan(clips, options).folds[index];
    if (found === undefined) throw new Error('no such fold');
    return found;
  };

  it("has the train command's split as `notebook`", () => {
    const { train: all, test } = splitNotebook(clips, options);
    const { train, dev } = splitDev(clips, all, options);
    expect(fold('notebook')).toMatchObject({ train, dev, test });
  });

  it('has the published folds', () => {
    const folds = (name: string) =>
      protocolNamed(name)
        .plan(clips, options)
        .folds.map(({ test }) => actorsOf(test));
    expect(folds('actors-emobox')[0]).toEqual([1, 11, 20, 21]);
    expect(folds('actors-emobox')).toHaveLength(6);
    expect(folds('actors-luna')[4]).toEqual([1, 4, 9, 22]);
    expect(folds('actors-luna')).toHaveLength(5);
    expect(folds('actors-loso')).toHaveLength(24);
  });

  it('takes four actors for dev, two men and two women, and never those of test or train', () => {
    const { train, dev, test } = fold('actors-emobox');
    expect(actorsOf(dev)).toHaveLength(4);
    expect(actorsOf(dev).filter((actor) => actor % 2 === 1)).toHaveLength(2);
    expect([train, dev, test].flatMap(actorsOf).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 24 }, (_, i) => i + 1),
    );
  });

  it('gives each random fold its share of every emotion', () => {
    for (const { test } of protocolNamed('random-5fold').plan(clips, options).folds) {
      expect(Math.abs(test.length - 288)).toBeLessThanOrEqual(2);
      const neutral = test.filter((row) => clips[row]?.emotion === 'neutral').length;
      expect(Math.abs(neutral - 19.2)).toBeLessThan(2);
    }
  });

  it('learns neither the sentence nor the voices of test under `text`', () => {
    const { folds } = protocolNamed('text').plan(clips, options);
    expect(folds).toHaveLength(8);
    for (const { train, dev, test } of folds) {
      const texts = (rows: readonly number[]) =>
        new Set(rows.map((row) => clips[row]?.statement ?? 0));
      expect([...texts(test)]).not.toEqual([...texts([...train, ...dev])]);
      expect(actorsOf(test)).toHaveLength(6);
    }
  });

  it('refuses clips that it is not made for, and names what there is', () => {
    const foreign = clips.map((clip) => ({ ...clip, corpus: 'savee' }));
    expect(() => protocolNamed('actors-luna').plan(foreign, options)).toThrow('clips of RAVDESS');
    const alone = clips.filter(({ speaker }) => speaker === 'Actor_01');
    expect(() => protocolNamed('actors-loso').plan(alone, options)).toThrow('at least two parts');
    const silent = clips.map(({ path, corpus, speaker, emotion }) => ({
      ...{ path, corpus, speaker, emotion },
    }));
    expect(() => protocolNamed('text').plan(silent, options)).toThrow('a sentence that');
    expect(() => protocolNamed('actors')).toThrow('Expected one of notebook, random-5fold,');
  });
});

describe('csvProtocol', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'prosodia-folds-'));
  });
  afterAll(async () => {
    await rm(dir, { recursive: true });
  });
  const file = async (lines: readonly string[]): Promise<string> => {
    const path = join(dir, 'folds.csv');
    await writeFile(path, `${lines.join('\n')}\n`);
    return path;
  };

  it('takes any column, paths or names, and keeps speakers apart where the folds do', async () => {
    const lines = clips.map(({ path, speaker }) => `${path},${Number(speaker.slice(-2)) % 3}`);
    const path = await file(['path,mine', ...lines]);
    const { folds, separates } = (await csvProtocol(path, { column: 'mine' })).plan(clips, options);
    expect(folds.map(({ name }) => name)).toEqual(['0', '1', '2']);
    expect(separates).toEqual(['speaker']);
    const test = folds[0]?.test.map((row) => speakerOf(clips[row] ?? clips[0] ?? neverClip));
    expect(new Set(test).size).toBe(8);
  });

  it('promises nothing of speakers where a speaker is in two folds', async () => {
    const lines = clips.map(({ path }, i) => `${path.split('/').at(-1) ?? ''},${i % 2}`);
    const protocol = await csvProtocol(await file(['path,fold', ...lines]));
    expect(protocol.plan(clips, options).separates).toEqual([]);
  });

  it.each([
    [['path,part', 'a,1'], 'a column fold'],
    [['path,fold', 'nowhere.wav,1'], 'nowhere.wav of 0'],
    [['path,fold', `${clips[0]?.path ?? ''},1`, `${clips[0]?.path ?? ''},2`], 'in 1 and 2'],
  ])('refuses %j', async (lines, message) => {
    const path = await file(lines);
    const planning = csvProtocol(path).then((protocol) => protocol.plan(clips, options));
    await expect(planning).rejects.toThrow(message);
  });

  it('names a file that is not there', async () => {
    await expect(csvProtocol(join(dir, 'none.csv'))).rejects.toMatchObject({
      code: 'FOLDS_MALFORMED',
    });
  });
});

const neverClip = { corpus: '', speaker: '' };
