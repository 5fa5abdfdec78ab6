import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { noise, temporaryFolder, wavBytes, type TemporaryFolder } from './_fixtures.js';
import { stft } from './stft.js';
import { LogMelStream } from './stream.js';
import { readWav } from './wav.js';

/** The caller's memory for results of two parts, or of a length that is not known before. */

const samples = noise(20_000);
let folder: TemporaryFolder;
let path: string;
beforeAll(() => {
  folder = temporaryFolder();
  path = folder.write('noise.wav', wavBytes(samples, 8000));
});
afterAll(() => {
  folder.remove();
});

describe('of stft', () => {
  const reference = stft(samples);
  const { length } = reference.real;

  it('either part is filled in its place and returned', () => {
    const real = new Float32Array(length);
    const imag = new Float32Array(length);
    const both = stft(samples, { into: { real, imag } });
    expect(both.real).toBe(real);
    expect(both.imag).toBe(imag);
    expect(both).toEqual(reference);
    const one = stft(samples, { into: { imag: imag.fill(0) } });
    expect(one.imag).toBe(imag);
    expect(one).toEqual(reference);
  });

  it('neither may have another length, nor lie on the other or on what is read', () => {
    const memory = new Float32Array(2 * length - 1);
    const overlapping = { real: memory.subarray(0, length), imag: memory.subarray(length - 1) };
    expect(() => stft(samples, { into: overlapping })).toThrow('for imag but received memory that');
    expect(() => stft(samples, { into: { real: memory } })).toThrow(
      `of ${length} values for real but received one of ${2 * length - 1}`,
    );
    const input = overlapping.real.subarray(0, samples.length);
    expect(() => stft(input, { into: { real: overlapping.real } })).toThrow(
      'for real but received',
    );
  });
});

describe('of readWav', () => {
  it('the part that the samples fill is given back', async () => {
    const into = new Float32Array(samples.length + 10).fill(7);
    const audio = await readWav(path, { into });
    expect(audio.samples.buffer).toBe(into.buffer);
    expect(audio.samples).toEqual((await readWav(path)).samples);
    expect([...into.subarray(samples.length)]).toEqual(Array(10).fill(7));
  });

  it('it is refused where it is too small, detached meanwhile too', async () => {
    const small = readWav(path, { into: new Float32Array(100) });
    await expect(small).rejects.toThrow(/at least 20000 values for into but received one of 100/);
    const into = new Float32Array(samples.length);
    const reading = readWav(path, { into });
    structuredClone(into.buffer, { transfer: [into.buffer] });
    await expect(reading).rejects.toThrow(/for into but received one of 0/);
  });
});

describe('of a LogMelStream', () => {
  const options = { fromRate: 48_000 };
  const pieces = [0, 6000, 6100, 15_000].map((start, index, starts) =>
    samples.subarray(start, starts[index + 1]),
  );

  it('the part that the frames fill is given back, the same frames as in new memory', () => {
    const plain = new LogMelStream(options);
    const stream = new LogMelStream(options);
    const into = new Float32Array(128 * 30);
    for (const piece of pieces) {
      const frames = stream.push(piece, { into });
      expect(frames.buffer).toBe(into.buffer);
      expect(frames).toEqual(plain.push(piece));
    }
    expect(stream.end({ into })).toEqual(plain.end());
  });

  it('it is refused where it is too small, and the stream goes on as if nothing was', () => {
    const plain = new LogMelStream(options);
    const stream = new LogMelStream(options);
    const frames = plain.push(samples);
    const into = new Float32Array(frames.length - 1);
    expect(() => stream.push(samples, { into })).toThrow(
      `at least ${frames.length} values for into`,
    );
    expect(stream.push(samples)).toEqual(frames);
    expect(() => stream.end({ into: new Float32Array(1) })).toThrow(
      'for into but received one of 1',
    );
    expect(stream.end()).toEqual(plain.end());
  });
});
