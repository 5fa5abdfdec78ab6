import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { resample } from '@prosodia/dsp-native';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../_random.js';
import { RAVDESS_DUPLICATES, speechClips } from '../_test-clips.js';
import { type RavdessClip } from '../corpora/ravdess.js';
import { encodeWav } from '../demo/wav.js';
import { type Separated } from '../protocols/protocol.js';
import { checkLeaks, requireNoLeak, type CheckedPart } from './check-leaks.js';
import { findNearDuplicates } from './near-duplicates.js';

const clips = speechClips(7);
const [one = 0, other = 0] = RAVDESS_DUPLICATES.flat().map((path) =>
  clips.findIndex((clip) => clip.path === path),
);
const ask = { copies: RAVDESS_DUPLICATES, separates: [] };
const numbers = Float32Array.from([1, 2]);

describe('checkLeaks', () => {
  it('says how much it looked at, and what parts share without being asked', () => {
    const train = { rows: [0, one, other], x: Float32Array.from([1, 2, 3, 4, 5, 6]) };
    const test = { rows: [1, 60], x: Float32Array.from([1, 3, 3, 5]) };
    const verdict = checkLeaks(clips, { train, test }, ask);
    expect(verdict).toMatchObject({ passed: true, clips: 5, rows: 5, copyGroups: 1, findings: [] });
    expect(verdict).toMatchObject({ sharedSpeakers: 1, asked: ['clip', 'copies', 'numbers'] });
    expect(requireNoLeak(verdict)).toBe(verdict);
  });

  it.each<[string, Record<string, CheckedPart>, Separated[], string]>([
    ['a clip in two parts', { train: { rows: [0, 1] }, dev: { rows: [1] } }, [], 'clip'],
    ['a clip twice in one part', { train: { rows: [1, 1] } }, [], 'clip'],
    ['copies apart', { train: { rows: [one] }, test: { rows: [0, other] } }, [], 'copies'],
    [
      'a speaker in train and test',
      { train: { rows: [0] }, test: { rows: [1] } },
      ['speaker'],
      'speaker',
    ],
    [
      'a speaker in train and dev',
      { train: { rows: [0] }, dev: { rows: [1] } },
      ['speaker'],
      'speaker',
    ],
    ['a text in dev and test', { dev: { rows: [0] }, test: { rows: [60] } }, ['text'], 'text'],
    [
      'equal numbers of two clips',
      { train: { rows: [0], x: numbers }, test: { rows: [60], x: numbers } },
      [],
      'numbers',
    ],
  ])('fails for %s, and lets nothing be made of it', (_, parts, separates, kind) => {
    const verdict = checkLeaks(clips, parts, { ...ask, separates });
    expect(verdict.passed).toBe(false);
    expect(verdict.findings[0]?.kind).toBe(kind);
    expect(() => requireNoLeak(verdict)).toThrow(expect.objectContaining({ code: 'SPLIT_LEAKS' }));
  });

  it('names the copies that were pulled apart, and where they are', () => {
    const parts = { train: { rows: [one] }, test: { rows: [0, other] } };
    expect(() => requireNoLeak(checkLeaks(clips, parts, { copies: RAVDESS_DUPLICATES }))).toThrow(
      'copies of one sound in train and test: Actor_07/03-01-03-01-02-01-07.wav = ' +
        'Actor_07/03-01-03-01-02-02-07.wav',
    );
  });

  it('refuses an index that is none', () => {
    expect(() => checkLeaks(clips, { train: { rows: [clips.length] } }, ask)).toThrow(
      /for train but received 420/,
    );
  });

  it('lets a text be in train and dev, and fails where there is nothing to check', () => {
    const parts = { train: { rows: [0] }, dev: { rows: [60] } };
    expect(checkLeaks(clips, parts, { ...ask, separates: ['text'] }).passed).toBe(true);
    expect(() => checkLeaks(clips, { train: { rows: [] } }, ask)).toThrow('received none');
  });
});

/** Tones that swell and fade one over the other, for each seed others. */
function murmur(seed: number): Float32Array {
  const random = createRandom(seed);
  const samples = new Float32Array(4 * 48_000);
  for (let burst = 0; burst < 24; burst++) {
    const [start, length] = [Math.floor(random() * 165_000), 9_000 + Math.floor(random() * 12_000)];
    const step = (2 * Math.PI * (150 + 2_500 * random())) / 48_000;
    const loud = 0.05 + 0.3 * random();
    for (let n = 0; n < length; n++) {
      const swell = Math.sin((Math.PI * n) / length) ** 2;
      const sound = Math.sin(step * n) + 0.1 * (random() - 0.5);
      samples[start + n] = (samples[start + n] ?? 0) + loud * swell * sound;
    }
  }
  return samples;
}

describe('findNearDuplicates', () => {
  let dir: string;
  const some = speechClips(2).filter((_, i) => i % 6 === 0);
  const [first, second] = some as [RavdessClip, RavdessClip];
  const put = async (path: string, samples: Float32Array, rate = 48_000): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), encodeWav(samples, rate));
  };
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'prosodia-near-'));
    for (const [seed, { path }] of some.entries()) await put(path, murmur(seed));
  });
  afterAll(async () => {
    await rm(dir, { recursive: true });
  });

  it('takes no two different sounds for one', async () => {
    expect(await findNearDuplicates(dir, some)).toEqual([]);
  });

  it.each<[string, (samples: Float32Array) => [Float32Array, number?]]>([
    ['another gain', (samples) => [samples.map((value) => 0.3 * value)]],
    ['another beginning', (samples) => [samples.slice(9_876)]],
    [
      'another rate',
      (samples) => [resample(samples, { fromRate: 48_000, toRate: 16_000 }), 16_000],
    ],
    [
      'all three',
      (samples) => {
        const cut = samples.slice(7_001).map((value) => 0.5 * value);
        return [resample(cut, { fromRate: 48_000, toRate: 22_050 }), 22_050];
      },
    ],
  ])('finds a copy with %s, whatever it is called', async (name, change) => {
    const copy = { ...second, path: `copies/${name}.wav` };
    await put(copy.path, ...change(murmur(0)));
    const found = await findNearDuplicates(dir, [...some, copy]);
    expect(found.map(({ paths }) => paths)).toEqual([[first.path, copy.path]]);
  });
});
