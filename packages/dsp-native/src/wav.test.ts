import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  largestDifference,
  noise,
  temporaryFolder,
  wavBytes,
  type TemporaryFolder,
} from './_fixtures.js';
import { decodeWav, readWav } from './wav.js';

const stereo = noise(2 * 1000);
const bytes = wavBytes(stereo, 8000, 2);
// Half of 16-bit PCM's step, and the fixture's 32767 against the decoder's 32768.
const quantisation = 0.5 / 32767 + 0.5 / 32768;

let folder: TemporaryFolder;
let file: string;
beforeAll(() => {
  folder = temporaryFolder();
  file = folder.write('stereo.wav', bytes);
});
afterAll(() => {
  folder.remove();
});

describe('decodeWav', () => {
  it('gives rate, channels and interleaved samples in [-1, 1)', () => {
    const audio = decodeWav(bytes);
    expect(audio).toMatchObject({
      sampleRate: 8000,
      channels: 2,
      frames: 1000,
      sampleFormat: 'pcm16',
      warnings: [],
    });
    expect(largestDifference(audio.samples, stereo)).toBeLessThan(quantisation);
  });

  it('reads a view that begins inside of a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 7);
    expect(decodeWav(larger.subarray(7))).toEqual(decodeWav(bytes));
    expect(decodeWav(Buffer.from(bytes))).toEqual(decodeWav(bytes));
  });

  it('reads a file that ends early as far as it goes, with a warning', () => {
    const { frames, warnings } = decodeWav(bytes.subarray(0, 44 + 4 * 10));
    expect([frames, warnings.length]).toEqual([10, 1]);
  });

  it.each([
    [new Uint8Array(0), 'WAV_NOT_WAVE'],
    [new TextEncoder().encode('RIFF____AVI '), 'WAV_NOT_WAVE'],
    [bytes.subarray(0, 12), 'WAV_FORMAT_MISSING'],
    [bytes.subarray(0, 36), 'WAV_DATA_MISSING'],
  ])('refuses broken file %#', (broken, code) => {
    expect(() => decodeWav(broken)).toThrow(
      expect.objectContaining({ name: 'DspError', code }) as Error,
    );
  });

  it.each([
    [{ maxChannels: 1 }, 'channels'],
    [{ maxSeconds: 0.1 }, 'seconds'],
    [{ maxBytes: 100 }, 'bytes'],
    [{ maxChunks: 1 }, 'chunk'],
  ])('keeps the limits %j', (limits, word) => {
    expect(() => decodeWav(bytes, limits)).toThrow(
      expect.objectContaining({
        code: 'WAV_LIMIT',
        message: expect.stringContaining(word) as string,
      }) as Error,
    );
  });

  it('refuses what are no bytes, and misspelt limits', () => {
    expect(() => decodeWav([1, 2] as never)).toThrow(
      'Expected a Uint8Array for bytes but received an array of 2',
    );
    expect(() => decodeWav(bytes.buffer as never)).toThrow(
      'for bytes but received an object (ArrayBuffer)',
    );
    expect(() => decodeWav(bytes, { maxchannels: 1 } as never)).toThrow(
      "did you mean 'maxChannels'?",
    );
  });
});

describe('readWav', () => {
  it('reads what decodeWav decodes', async () => {
    expect(await readWav(file)).toEqual(decodeWav(bytes));
  });

  it('reads a window of whole frames', async () => {
    const { frames, samples } = await readWav(file, { offsetSeconds: 0.01, durationSeconds: 0.02 });
    expect(frames).toBe(160);
    expect(samples).toEqual(decodeWav(bytes).samples.slice(2 * 80, 2 * 240));
  });

  it('ends a window where the file ends', async () => {
    expect((await readWav(file, { offsetSeconds: 0.12, durationSeconds: 9 })).frames).toBe(40);
    expect((await readWav(file, { offsetSeconds: 9 })).frames).toBe(0);
  });

  it('averages the channels if asked', async () => {
    const { channels, frames, samples } = await readWav(file, { mono: true });
    expect([channels, frames]).toEqual([1, 1000]);
    const mean = Float32Array.from(
      samples,
      (_, n) => ((stereo[2 * n] ?? NaN) + (stereo[2 * n + 1] ?? NaN)) / 2,
    );
    expect(largestDifference(samples, mean)).toBeLessThan(quantisation);
  });

  it('reads many files at once', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => readWav(file)));
    expect(all.every(({ frames }) => frames === 1000)).toBe(true);
  });

  it('keeps the limits that it is given', async () => {
    const limits = { maxSeconds: 0.1 };
    await expect(readWav(file, { limits })).rejects.toMatchObject({ code: 'WAV_LIMIT' });
    const long = folder.write('long.wav', wavBytes(new Float32Array(601 * 1000), 1000));
    await expect(readWav(long)).rejects.toMatchObject({ code: 'WAV_LIMIT' });
    const { frames } = await readWav(long, { limits: { maxSeconds: 601 }, durationSeconds: 2 });
    expect(frames).toBe(2000);
  });

  it('says which file could not be read, and why', async () => {
    const missing = folder.path('missing.wav');
    await expect(readWav(missing)).rejects.toMatchObject({ name: 'DspError', code: 'IO' });
    await expect(readWav(missing)).rejects.toThrow(missing);
    const text = folder.write('text.wav', Buffer.from('no recording at all'));
    await expect(readWav(text)).rejects.toMatchObject({ code: 'WAV_NOT_WAVE' });
    await expect(readWav(text)).rejects.toThrow(`(file '${text}')`);
    await expect(readWav(folder.path('.'))).rejects.toThrow('not a regular file');
  });

  it.each([
    [{ offset: 1 }, 'offset'],
    [{ offsetSeconds: -1 }, 'offsetSeconds'],
    [{ durationSeconds: 0 }, 'durationSeconds'],
    [{ mono: 'yes' }, 'mono'],
    [{ limits: { maxChunks: 'many' } }, 'maxChunks'],
  ])('refuses %j', async (options, name) => {
    const refusal = readWav(file, options as object);
    await expect(refusal).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    await expect(refusal).rejects.toThrow(name);
  });
});
