import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RAVDESS_DUPLICATES, speechClips } from '../_test-clips.js';
import { EMOTIONS, type Clip } from '../corpora/clip.js';
import { checkLeaks, requireNoLeak } from '../leak/check-leaks.js';
import { splitDev, splitNotebook } from './split.js';

const clips = speechClips();
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const all = (parts: number[][]): number[] => parts.flat().sort((a, b) => a - b);

function expectNoLeak(
  of: readonly Clip[],
  parts: Record<string, readonly number[]>,
  copies: readonly (readonly string[])[],
): void {
  const checked = Object.entries(parts).map(([part, rows]) => [part, { rows }] as const);
  requireNoLeak(checkLeaks(of, Object.fromEntries(checked), { copies }));
}

function countBy(part: readonly number[], key: (clip: Clip) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const index of part) {
    const name = key(clips[index] as Clip);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

describe('splitNotebook on the clips of RAVDESS', () => {
  it('gives 1152 and 288, each clip once, strata in proportion, for any seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { train, test } = splitNotebook(clips, { seed, duplicates: RAVDESS_DUPLICATES });
        expect([train.length, test.length]).toEqual([1152, 288]);
        expect(all([train, test])).toEqual([...clips.keys()]);
        // 192 clips of each emotion, 96 of neutral; 8 (4) of each speaker: exact shares are 38.4
        // (19.2) and 1.6 (0.8), and no count is a whole clip away from them.
        for (const [emotion, count] of countBy(test, (clip) => clip.emotion)) {
          expect(Math.abs(count - (emotion === 'neutral' ? 19.2 : 38.4))).toBeLessThan(1);
        }
        for (const [stratum, count] of countBy(test, (clip) => `${clip.speaker} ${clip.emotion}`)) {
          expect(Math.abs(count - (stratum.endsWith('neutral') ? 0.8 : 1.6))).toBeLessThan(1);
        }
        expectNoLeak(clips, { train, test }, RAVDESS_DUPLICATES);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same for the same seed and another for another', () => {
    const split = (seed: number): unknown => splitNotebook(clips, { seed, duplicates: [] });
    expect(split(7)).toEqual(split(7));
    expect(split(7)).not.toEqual(split(8));
  });

  it('puts the duplicates now in train and now in test, so it does not just keep them in train', () => {
    const first = clips.findIndex(({ path }) => path === RAVDESS_DUPLICATES[0]?.[0]);
    const inTest = Array.from({ length: 60 }, (_, seed) =>
      splitNotebook(clips, { seed, duplicates: RAVDESS_DUPLICATES }).test.includes(first),
    );
    expect(new Set(inTest)).toEqual(new Set([true, false]));
  });
});

describe('splitNotebook on any clips', () => {
  it('holds out the share that was asked for, less than one group off, and never parts duplicates', () => {
    const groups = fc.array(
      fc.uniqueArray(fc.nat(clips.length - 1), { minLength: 2, maxLength: 9 }),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(
        seeds,
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        groups,
        (seed, fraction, found) => {
          const taken = new Set<number>();
          const duplicates = found
            .map((group) => group.filter((index) => !taken.has(index) && taken.add(index)))
            .map((group) => group.map((index) => (clips[index] as Clip).path));
          const { train, test } = splitNotebook(clips, { seed, fraction, duplicates });
          const largest = Math.max(1, ...duplicates.map((group) => group.length));
          expect(all([train, test])).toEqual([...clips.keys()]);
          expect(Math.abs(test.length - clips.length * fraction)).toBeLessThan(largest);
          expectNoLeak(clips, { train, test }, duplicates);
        },
      ),
    );
  });

  it('takes a mirror of the whole corpus for what it is', () => {
    const mirrored = clips.flatMap((clip) => [clip, { ...clip, path: `mirror/${clip.path}` }]);
    const duplicates = clips.map(({ path }) => [path, `mirror/${path}`]);
    const { train, test } = splitNotebook(mirrored, { seed: 1, duplicates });
    expect([train.length, test.length]).toEqual([2304, 576]);
    expectNoLeak(mirrored, { train, test }, duplicates);
  });

  it.each([
    ['no clips', [], 0.2, 'no clip in the train part'],
    [
      'one clip',
      clips.slice(0, 1),
      0.5,
      'no neutral (1 different sound, at least 2 are needed) in',
    ],
    ['a part without an emotion', clips.slice(0, 60), 0.02, 'in the test part'],
    [
      'a rare emotion, counted without its copies,',
      [...clips.slice(4, 60), ...clips.slice(0, 2)],
      0.2,
      'for the split into train and test but received no neutral (2 different sounds, at least 5 are needed) in the test part; add clips, or leave that label out',
    ],
  ])('refuses %s', (_, few, fraction, message) => {
    expect(() => splitNotebook(few, { seed: 0, fraction, duplicates: [] })).toThrow(
      expect.objectContaining({
        code: 'SPLIT_IMPOSSIBLE',
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  it.each([
    [{ seed: -1 }, 'seed but received -1'],
    [{ seed: 2 ** 32 }, 'from 0 to 4294967295 for seed but received 4294967296'],
    [{ seed: 0.5 }, 'seed but received 0.5'],
    [{ seed: 0, fraction: 1 }, 'fraction but received 1'],
    [{ seed: 0, fraction: NaN }, 'fraction but received NaN'],
  ])('refuses %j', (options, message) => {
    expect(() => splitNotebook(clips, { duplicates: [], ...options })).toThrow(message);
  });
});

describe('splitDev', () => {
  it('takes 144 of the 1152 with every speaker and emotion, and leaves test alone', () => {
    const options = { seed: 3, duplicates: RAVDESS_DUPLICATES };
    const { train: whole, test } = splitNotebook(clips, options);
    const { train, dev } = splitDev(clips, whole, options);
    expect([train.length, dev.length]).toEqual([1008, 144]);
    expect(all([train, dev])).toEqual(whole);
    expect(countBy(dev, ({ emotion }) => emotion).size).toBe(EMOTIONS.length);
    expect(countBy(dev, ({ speaker }) => speaker).size).toBe(24);
    expectNoLeak(clips, { train, dev, test }, RAVDESS_DUPLICATES);
  });

  it('refuses an index that is none', () => {
    expect(() => splitDev(clips, [1440], { seed: 0, duplicates: [] })).toThrow(
      'Expected a whole number from 0 to 1439 for an index of clips but received 1440',
    );
  });
});
