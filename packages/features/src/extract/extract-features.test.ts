import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speechClips } from '../_test-clips.js';
import { speakClip } from '../demo/synthesise-demo-corpus.js';
import { encodeWav } from '../demo/wav.js';
import { findDuplicates } from '../check/duplicates.js';
import { extractFeatures, type Extraction } from './extract-features.js';
import { featureSet } from './feature-set.js';
import { type RavdessClip } from '../corpora/ravdess.js';

const set = featureSet('mel-mean-259.v1');
const clips = speechClips(1).slice(0, 8);
const [first, second] = clips as [RavdessClip, RavdessClip];
const rowOf = ({ values, width }: Extraction, row: number): Float32Array =>
  values.subarray(row * width, (row + 1) * width);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prosodia-extract-'));
  for (const { path } of clips) await put(path, speakClip(basename(path), 0));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

async function put(path: string, samples: Float32Array, sampleRate = 48_000): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), encodeWav(samples, sampleRate));
}

function extractAll(some: readonly RavdessClip[] = clips, threads = 2): Promise<Extraction> {
  return extractFeatures({ dir, clips: some, featureSet: set, threads });
}

describe('extractFeatures', () => {
  it('gives a row for each clip in the order given, the same for any number of threads', async () => {
    const told: { done: number; total: number }[] = [];
    const table = await extractFeatures({
      dir,
      clips,
      featureSet: set,
      threads: 2,
      onProgress: (progress) => told.push(progress),
    });
    expect(table).toMatchObject({
      featureSetId: set.id,
      width: 259,
      clips,
      failed: [],
      threads: 2,
    });
    expect(table.values).toHaveLength(clips.length * 259);
    expect(table.values.every(Number.isFinite)).toBe(true);
    expect(table.seconds).toBeGreaterThan(0);
    expect(told.at(-1)).toEqual({ done: clips.length, total: clips.length });
    const reversed = await extractAll([...clips].reverse(), 1);
    clips.forEach((_, row) => {
      expect(rowOf(reversed, clips.length - 1 - row)).toEqual(rowOf(table, row));
    });
  });

  it('leaves the frames that a clip lacks at 0', async () => {
    const short = { ...first, path: 'short.wav' };
    await put(short.path, speakClip(basename(first.path), 0).subarray(0, 48_000 * 1.5));
    const table = await extractAll([short]);
    // One second from 0.5 s on is 44,100 samples, 87 centred frames of hop 512.
    expect(rowOf(table, 0).findIndex((value) => value === 0)).toBe(87);
    expect(
      rowOf(table, 0)
        .subarray(87)
        .every((value) => value === 0),
    ).toBe(true);
  });

  it('lists what cannot be read, and gives the others as if it were not there', async () => {
    const broken = { ...first, path: 'broken.wav' };
    const missing = { ...first, path: 'missing.wav' };
    await writeFile(join(dir, broken.path), 'not a recording');
    const table = await extractAll([first, broken, missing, second]);
    expect(table.clips).toEqual([first, second]);
    expect(table.values).toEqual((await extractAll([first, second])).values);
    expect(table.failed).toEqual([
      { path: 'broken.wav', code: 'WAV_NOT_WAVE', message: expect.any(String) as string },
      { path: 'missing.wav', code: 'IO', message: expect.any(String) as string },
    ]);
  });

  it('leaves out what exceeds the limits it is given', async () => {
    const limits = { maxSeconds: 1 };
    const { failed } = await extractFeatures({ dir, clips: [first], featureSet: set, limits });
    expect(failed).toMatchObject([{ path: first.path, code: 'WAV_LIMIT' }]);
  });

  it('gives an empty table where nothing can be read, or there is nothing', async () => {
    const none = await extractAll([{ ...first, path: 'missing.wav' }]);
    expect(none).toMatchObject({ clips: [], values: new Float32Array(0), width: 259 });
    expect(none.failed).toHaveLength(1);
    expect(await extractAll([])).toMatchObject({ clips: [], failed: [], width: 259 });
  });

  it('ends with the reason of its signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const extracting = extractFeatures({ dir, clips, featureSet: set, signal });
    await expect(extracting).rejects.toThrow('enough');
  });

  it.each([0, 1.5, 257])('refuses %d threads', async (threads) => {
    await expect(extractAll(clips, threads)).rejects.toThrow(
      `Expected a whole number from 1 to 256 for threads but received ${threads}`,
    );
  });
});

describe('findDuplicates', () => {
  it('finds no two clips of the demo corpus equal', async () => {
    expect(await findDuplicates(dir, await extractAll())).toEqual([]);
  });

  it('finds equal windows, wherever else the files differ', async () => {
    const samples = speakClip(basename(first.path), 0);
    const trimmed = { ...first, path: 'copies/trimmed.wav' };
    const clicked = { ...first, path: 'copies/clicked.wav' };
    const louder = { ...first, path: 'copies/louder.wav' };
    await put(trimmed.path, samples.slice(0, 3.5 * 48_000));
    await put(clicked.path, samples.with(100, 0.9));
    await put(louder.path, samples.with(48_000, 0.9));
    const table = await extractAll([first, second, trimmed, clicked, louder]);
    expect(await findDuplicates(dir, table)).toEqual([[first.path, trimmed.path, clicked.path]]);
  });

  it('does not take equal features alone for it', async () => {
    const silent = [48_000, 44_100].map((rate) => ({ ...first, path: `silent-${rate}.wav` }));
    await put('silent-48000.wav', new Float32Array(4 * 48_000), 48_000);
    await put('silent-44100.wav', new Float32Array(4 * 44_100), 44_100);
    const table = await extractAll(silent);
    expect(rowOf(table, 0)).toEqual(rowOf(table, 1));
    expect(await findDuplicates(dir, table)).toEqual([]);
  });
});
