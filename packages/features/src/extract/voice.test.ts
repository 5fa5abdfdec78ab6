import { describe, expect, it } from 'vitest';
import { COURSE_NAMES, courseStats } from './_course-stats.js';
import { N_MFCC } from './_pooled-stats.js';
import { PROSODY_NAMES, prosodyStats } from './_prosody-stats.js';
import { meanPitch, voiceRows } from './_voice-rows.js';
import { VOICE_TRACKS, voiceSequence } from './_voice-sequence.js';

const BANDS = 2;
const MAX_FRAMES = 30;

interface Frame {
  readonly mel?: number;
  readonly hertz?: number;
  readonly strength?: number;
  readonly level?: number;
}

/** Two bands and the three rows of a pitch, as the native pass lays them out. */
function rowOf(frames: readonly Frame[]): Float32Array {
  const row = new Float32Array((BANDS + 3) * MAX_FRAMES);
  for (const [i, { mel = -20, hertz = 0, strength = 0, level = -20 }] of frames.entries())
    [mel, mel - 1, hertz, strength, level].forEach((value, k) => (row[k * MAX_FRAMES + i] = value));
  return row;
}

const quiet: Frame = { mel: -70, level: -80 };
const voice = (hertz: number, level = -20): Frame => ({ hertz, strength: 0.9, level });
const statistics = (frames: readonly Frame[], perSecond = 10): Record<string, number> => {
  const values = prosodyStats(voiceRows(rowOf(frames), BANDS, frames.length), perSecond);
  expect(values).toHaveLength(PROSODY_NAMES.length);
  expect(values.every(Number.isFinite)).toBe(true);
  return Object.fromEntries(PROSODY_NAMES.map((name, i) => [name, values[i] ?? NaN]));
};

describe('the rows of a voice', () => {
  it('begin and end within 35 dB of the loudest frame', () => {
    const frames = [quiet, { level: -54 }, voice(100), { level: -70 }, { level: -55 }, quiet];
    const { bands, level, voiced, allFrames } = voiceRows(rowOf(frames), BANDS, 6);
    expect([...level]).toEqual([-54, -20, -70, -55]);
    expect(bands.map((band) => [...band])).toEqual([
      [-20, -20, -20, -20],
      [-21, -21, -21, -21],
    ]);
    expect(voiced).toEqual([false, true, false, false]);
    expect(allFrames).toBe(6);
  });
});

describe('statistics of prosody', () => {
  it('tell pitch and its steps in octaves', () => {
    const rising = statistics([100, 200, 400, 200, 400, 800].map((hertz) => voice(hertz)));
    expect(rising.pitch_p50).toBeCloseTo(Math.log2(282.84), 4);
    expect(rising.pitchStep_size).toBeCloseTo(1, 6);
    expect(rising.pitchStep_mean).toBeCloseTo(0.6, 6);
    expect(rising.pitch_begin).toBeCloseTo(-1, 6);
    expect(rising.pitch_end).toBeCloseTo(1, 6);
    const even = statistics(Array.from({ length: 11 }, (_, i) => voice(100 * 2 ** (i / 10))));
    expect(even.pitch_slope).toBeCloseTo(1, 4);
    expect(even.pitch_curve).toBeCloseTo(0, 6);
  });

  it('tell voicing by its share, stretches and their lengths', () => {
    const frames = [...[1, 1, 1, 0, 1, 1, 0, 0, 1, 1]].map((on) => (on ? voice(120) : {}));
    const { voiced_share, voiced_rate, voiced_mean, voiced_longest, length } = statistics(frames);
    expect(voiced_share).toBeCloseTo(0.7, 6);
    expect(voiced_rate).toBeCloseTo(3, 6);
    expect(voiced_mean).toBeCloseTo(7 / 30, 6);
    expect(voiced_longest).toBeCloseTo(0.3, 6);
    expect(length).toBeCloseTo(1, 6);
  });

  it('tell whether pitch and level go together', () => {
    const louder = [1, 2, 3, 4, 5, 6].map((i) => voice(100 * 2 ** i, -30 + i));
    expect(statistics(louder).pitch_level).toBeCloseTo(1, 6);
    const softer = [1, 2, 3, 4, 5, 6].map((i) => voice(100 * 2 ** i, -30 - i));
    expect(statistics(softer).pitch_level).toBeCloseTo(-1, 6);
  });

  it('are numbers for a clip without a pitch, of one frame, or silent', () => {
    expect(statistics([{}, {}, {}]).pitch_mean).toBeCloseTo(Math.log2(150), 6);
    expect(statistics([voice(100)]).pitch_mean).toBeCloseTo(Math.log2(150), 6);
    expect(statistics([quiet, quiet]).voiced_share).toBe(0);
  });
});

describe('the course of a cepstrum', () => {
  const course = (frames: number, at: (frame: number) => number): number[] => {
    const cepstrum = Float32Array.from({ length: N_MFCC * frames }, (_, i) => at(i % frames));
    const values = courseStats(cepstrum, frames);
    expect(values).toHaveLength(COURSE_NAMES.length);
    return [...values].filter((_, i) => i % N_MFCC === 0);
  };

  it('is the same whether said fast or slowly', () => {
    const fast = course(64, (frame) => (frame + 0.5) / 64);
    const slow = course(640, (frame) => (frame + 0.5) / 640);
    for (const [place, value] of slow.entries())
      expect(value).toBeCloseTo(fast[place] ?? NaN, place === 0 || place === 15 ? 2 : 5);
    expect(slow[8]).toBeCloseTo(8.5 / 16, 5);
  });

  it('is there where a clip has fewer frames than places', () => {
    expect(course(1, () => 3)).toEqual(Array(16).fill(3));
    const two = course(2, (frame) => frame);
    expect(two[0]).toBeCloseTo(0, 5);
    expect(two[15]).toBeCloseTo(1, 5);
  });
});

describe('a voice as a sequence', () => {
  it('begins again where it is shorter, at the mean pitch where unvoiced', () => {
    const clip = voiceRows(
      rowOf([voice(100), {}, voice(400), ...Array<Frame>(3).fill(voice(200))]),
      BANDS,
      6,
    );
    expect(2 ** meanPitch(clip)).toBeCloseTo(200, 3);
    const width = BANDS + VOICE_TRACKS.length;
    const values = new Float32Array(9 * width);
    voiceSequence(clip, values);
    const frame = (i: number): number[] => [...values.subarray(i * width, (i + 1) * width)];
    const middle = Math.fround(Math.log2(200));
    expect(frame(1)).toEqual([-20, -21, expect.closeTo(middle, 5), 0, 0, -20]);
    const high = expect.closeTo(Math.log2(400), 5) as number;
    expect(frame(2)).toEqual([-20, -21, high, 1, expect.closeTo(0.9), -20]);
    expect([frame(6), frame(7), frame(8)]).toEqual([frame(0), frame(1), frame(2)]);
  });

  it('is cut where it is longer', () => {
    const values = new Float32Array(2 * (BANDS + VOICE_TRACKS.length));
    voiceSequence(voiceRows(rowOf([voice(100), voice(200), voice(400)]), BANDS, 3), values);
    expect([values[BANDS], values.at(-VOICE_TRACKS.length)]).toEqual([
      expect.closeTo(Math.log2(100), 5),
      expect.closeTo(Math.log2(200), 5),
    ]);
  });
});
