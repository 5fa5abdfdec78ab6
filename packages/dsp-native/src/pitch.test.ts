import { expect, it } from 'vitest';
import { extract, type ExtractOptions } from './extract.js';
import { pitch } from './pitch.js';
import { decodeWav } from './wav.js';
import { wavBytes } from './_fixtures.js';

const sampleRate = 44100;
const tone = (hertz: number): Float32Array =>
  Float32Array.from({ length: sampleRate }, (_, i) =>
    [1, 2, 3].reduce(
      (sum, k) => sum + (0.2 / k) * Math.sin((2 * Math.PI * k * hertz * i) / sampleRate),
      0,
    ),
  );

it('finds the pitch of a voice, with one value a frame', () => {
  const { hertz, strength, levelDb, nFrames } = pitch(tone(180), { sampleRate });
  expect([hertz, strength, levelDb].map(({ length }) => length)).toEqual([87, 87, 87]);
  expect(nFrames).toBe(87);
  expect(hertz[40]).toBeCloseTo(180, 1);
  expect(strength[40]).toBeGreaterThan(0.97);
  expect(levelDb[40]).toBeCloseTo(10 * Math.log10((0.04 * (1 + 1 / 4 + 1 / 9)) / 2), 1);
});

it('is told by extract in three rows below the spectrogram', async () => {
  const bytes = wavBytes(tone(110), sampleRate);
  const { samples } = decodeWav(bytes);
  const options = { sampleRate, nMels: 64, fMax: 8000, topDb: null };
  const { values, width } = await extract([bytes], {
    ...{ ...options, output: 'log-mel-pitch', offsetSeconds: 0, durationSeconds: 1 },
  });
  const { hertz, strength, levelDb, nFrames } = pitch(samples, {
    ...{ sampleRate, precision: 'single' },
  });
  expect(width).toBe(67 * nFrames);
  expect(values.subarray(64 * nFrames)).toEqual(
    Float32Array.from([...hertz, ...strength, ...levelDb]),
  );
  const alone = await extract([bytes], {
    ...{ ...options, output: 'log-mel', offsetSeconds: 0, durationSeconds: 1 },
  });
  expect(values.subarray(0, 64 * nFrames)).toEqual(alone.values);
});

it('is left out by extract in the quiet ends of a clip, and nothing else is', async () => {
  const samples = new Float32Array(2 * sampleRate);
  samples.set(tone(110).map((value, i) => value * (i % 20_000 < 10_000 ? 0.001 : 1)));
  const extracted = async (pitchTopDb: number | null) => {
    const options = { nMels: 4, output: 'log-mel-pitch', offsetSeconds: 0, durationSeconds: 2 };
    const { values } = await extract([wavBytes(samples, sampleRate)], {
      ...(options as ExtractOptions),
      pitchTopDb,
    });
    const frames = values.length / 7;
    return [0, 1, 2].map((row) => values.subarray((4 + row) * frames, (5 + row) * frames));
  };
  const [hertz, strength, level = []] = await extracted(null);
  const loudest = Math.max(...level);
  const first = level.findIndex((value) => value >= loudest - 20);
  const last = level.findLastIndex((value) => value >= loudest - 20);
  expect(level.findIndex((value, i) => i > first && value < loudest - 20)).toBeLessThan(last);
  const zeroed = (row?: Float32Array) =>
    row?.map((value, i) => (i >= first && i <= last ? value : 0));
  expect(hertz?.[first - 2]).toBeGreaterThan(0);
  expect(await extracted(20)).toEqual([zeroed(hertz), zeroed(strength), level]);
});

it('names what it cannot work with', async () => {
  expect(() => pitch(tone(100), { sampleRate, minHertz: 20 })).toThrow(
    'Expected at least 43.066406 Hz, of which nFft holds two periods, for minHertz but received 20',
  );
  expect(() => pitch(new Float32Array())).toThrow(/Expected .* for samples/);
  await expect(extract([], { output: 'log-mel-pitch', pitchTopDb: -1 })).rejects.toThrow(
    'Expected 0 or more dB for pitchTopDb but received -1',
  );
});
