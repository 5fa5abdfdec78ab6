import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';

import { encodePng } from './png.js';
import { MAGMA, spectrogramImage } from './spectrogram-image.js';
import { spectrogramPicture } from './spectrogram-picture.js';
import { encodeWav, muLaw } from './wav.js';

/** The chunks of a PNG, each checked. */
function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += 12 + length;
  }
  return chunks;
}

/** The pixels of a PNG as rows of palette indices. */
function pixelsOf(png: Buffer, width: number): number[][] {
  const data = inflateSync(chunksOf(png).get('IDAT') ?? Buffer.alloc(0));
  const lines = data.length / (width + 1);
  return Array.from({ length: lines }, (_, y) => [
    ...data.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)),
  ]);
}

it('writes a PNG that holds size, palette and pixels', () => {
  const pixels = Uint8Array.of(0, 1, 2, 2, 1, 0);
  const palette = ['#000000', '#0000ff', '#ff8000'];
  const png = encodePng({ pixels, width: 3, height: 2, palette });
  const chunks = chunksOf(png);
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
  expect(chunks.get('IHDR')?.toString('hex')).toBe('00000003000000020803000000');
  expect(chunks.get('PLTE')?.toString('hex')).toBe('0000000000ffff8000');
  expect(pixelsOf(png, 3)).toEqual([
    [0, 1, 2],
    [2, 1, 0],
  ]);
});

it('refuses pixels that do not fill the image or have no colour', () => {
  const palette = ['#000000'];
  const image = { width: 2, height: 1, palette };
  expect(() => encodePng({ ...image, pixels: new Uint8Array(3) })).toThrow(
    'Expected 2 x 1 pixels for the image but received 3',
  );
  expect(() => encodePng({ ...image, pixels: Uint8Array.of(0, 1) })).toThrow(
    'Expected an index below 1 for a pixel but received 1',
  );
});

const spectrogram = {
  // Two bands, four frames: a loud low band, a high one 40 dB below it, the last frame silent.
  decibels: Float32Array.of(0, 0, 0, -200, -40, -40, -40, -200),
  ...{ bands: 2, frames: 4, bandHz: [500, 1500], offsetSeconds: 0.5, durationSeconds: 3 },
};

it('draws low bands at the bottom, loud ones light, and cuts off 80 dB below the loudest', () => {
  const { png } = spectrogramImage(spectrogram);
  const [light, middle] = [MAGMA.length - 1, Math.round((MAGMA.length - 1) / 2)];
  expect(pixelsOf(png, 4)).toEqual([
    [middle, middle, middle, 0],
    [light, light, light, 0],
  ]);
});

it('shrinks by the mean', () => {
  const { png, width, height } = spectrogramImage(
    { ...spectrogram, decibels: Float32Array.of(0, 0, -20, -20, 0, 0, -20, -20) },
    2,
  );
  expect([width, height]).toEqual([2, 1]);
  expect(pixelsOf(png, 2)).toEqual([[31, Math.round(31 * 0.75)]]);
});

it('refuses numbers that are not bands x frames', () => {
  expect(() => spectrogramImage({ ...spectrogram, frames: 5 })).toThrow(
    'Expected 2 x 5 values for decibels but received 8',
  );
});

it('labels whole seconds and round frequencies where they stand', () => {
  const { text } = spectrogramPicture(spectrogram, 'A "voice"');
  const places = [...text.matchAll(/<text x="([\d.]+)" y="[\d.]+" text-anchor="middle">(\d+)</g)];
  expect(places.map(([, x, label]) => [label, Number(x)])).toEqual([
    ['1', 99.2],
    ['2', 185.5],
    ['3', 271.8],
  ]);
  expect([...text.matchAll(/end">(\d+)</g)].map(([, hertz]) => hertz)).toEqual(['500', '1000']);
  expect(text).toContain('aria-label="A &#34;voice&#34;"');
});

/** A sample of a mu-law byte, as ITU-T G.711 gives it. */
function decode(byte: number): number {
  const value = ~byte & 0xff;
  const magnitude = (((value & 15) << 1) + 33) * 2 ** ((value >> 4) & 7) - 33;
  return (value & 0x80 ? -magnitude : magnitude) / 8158;
}

it('keeps each sample within a thirtieth of its size', () => {
  for (let sample = -1; sample <= 1; sample += 0.001)
    expect(Math.abs(decode(muLaw(sample)) - sample)).toBeLessThan(Math.abs(sample) / 30 + 2e-4);
  expect([muLaw(0), muLaw(1), muLaw(-1), muLaw(2)]).toEqual([0xff, 0x80, 0x00, 0x80]);
});

it('writes a WAV whose header counts its samples', () => {
  const wav = encodeWav({ samples: Float32Array.of(0, 0.5, -0.5), sampleRate: 16_000 });
  expect(wav).toHaveLength(62);
  expect(wav.readUInt32LE(4)).toBe(54);
  expect([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24)]).toEqual([
    7, 1, 16_000,
  ]);
  expect(wav.readUInt32LE(54)).toBe(3);
});
