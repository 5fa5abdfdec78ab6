import type { Sound } from '../record/clip.js';

const FORMAT_MU_LAW = 7;
const BIAS = 33;
const LARGEST = 8158;

/** A WAV file of one byte a sample (mu-law, ITU-T G.711): what every browser plays, at half the size of PCM. */
export function encodeWav({ samples, sampleRate }: Sound): Buffer {
  const header = Buffer.alloc(58);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(50 + samples.length + (samples.length % 2), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(FORMAT_MU_LAW, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.writeUInt16LE(0, 36);
  header.write('fact', 38, 'latin1');
  header.writeUInt32LE(4, 42);
  header.writeUInt32LE(samples.length, 46);
  header.write('data', 50, 'latin1');
  header.writeUInt32LE(samples.length, 54);
  const padding = Buffer.alloc(samples.length % 2);
  return Buffer.concat([header, Buffer.from(Uint8Array.from(samples, muLaw)), padding]);
}

/** A sample in [-1, 1] as its mu-law byte: sign, segment, and four bits within the segment, all inverted. */
export function muLaw(sample: number): number {
  const magnitude = Math.min(LARGEST, Math.round(Math.abs(sample) * LARGEST)) + BIAS;
  const segment = 26 - Math.clz32(magnitude);
  const step = (magnitude >> (segment + 1)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step) & 0xff;
}
