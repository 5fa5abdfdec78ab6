import { endianness } from 'node:os';

/** Samples of one recording, a Float32Array for each channel, all of one length. */
export interface Pcm {
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
  /**
   * Where the samples were whole numbers of so many bits, each is n / (2^(bits - 1) - 1), and the WAV
   * file holds n again; otherwise it holds the floats as they are.
   */
  readonly integerBits?: number;
}

const FLOAT = 3;
const INTEGER = 1;
const HEADER = 44;
const BIG_ENDIAN = endianness() === 'BE';

/** The bytes of a WAV file with the first `maxFrames` samples of each channel. */
export function encodePcm(pcm: Pcm, maxFrames: number): Uint8Array<ArrayBuffer> {
  const { channels, sampleRate, integerBits } = pcm;
  const frames = Math.min(maxFrames, channels[0]?.length ?? 0);
  // 32 bits do not fit into the decoder's floats, so that they stay floats.
  const exact = integerBits !== undefined && integerBits <= 24;
  const bits = exact ? (integerBits <= 16 ? 16 : 24) : 32;
  const frameBytes = channels.length * (bits / 8);
  const file = Buffer.alloc(HEADER + frames * frameBytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16); // bytes of the format chunk
  file.writeUInt16LE(exact ? INTEGER : FLOAT, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * frameBytes, 28);
  file.writeUInt16LE(frameBytes, 32);
  file.writeUInt16LE(bits, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(file.length - HEADER, 40);
  const data = file.subarray(HEADER);
  for (const [index, channel] of channels.entries()) {
    const samples = channel.subarray(0, frames);
    const place = { data, first: index, step: channels.length };
    if (!exact) putFloats(samples, place);
    else if (bits === 16) put16(samples, place, integerBits);
    else put24(samples, place, integerBits);
  }
  if (BIG_ENDIAN && bits === 16) data.swap16();
  if (BIG_ENDIAN && bits === 32) data.swap32();
  return file;
}

/** Where the samples of a channel go: the first of them, and how far apart they are. */
interface Place {
  readonly data: Buffer;
  readonly first: number;
  readonly step: number;
}

function putFloats(samples: Float32Array, { data, first, step }: Place): void {
  const out = new Float32Array(data.buffer, data.byteOffset, data.length / 4);
  if (step === 1) out.set(samples);
  else for (let i = 0, to = first; i < samples.length; i++, to += step) out[to] = samples[i] ?? 0;
}

/** The bits that a sample has become the upper ones of 16; of 24 below. */
function put16(samples: Float32Array, { data, first, step }: Place, bits: number): void {
  const out = new Int16Array(data.buffer, data.byteOffset, data.length / 2);
  const [scale, shift] = [2 ** (bits - 1) - 1, 2 ** (16 - bits)];
  for (let i = 0, to = first; i < samples.length; i++, to += step) {
    out[to] = nearest((samples[i] ?? 0) * scale) * shift;
  }
}

function put24(samples: Float32Array, { data, first, step }: Place, bits: number): void {
  const [scale, shift] = [2 ** (bits - 1) - 1, 2 ** (24 - bits)];
  for (let i = 0, to = 3 * first; i < samples.length; i++, to += 3 * step) {
    const value = nearest((samples[i] ?? 0) * scale) * shift;
    data[to] = value;
    data[to + 1] = value >> 8;
    data[to + 2] = value >> 16;
  }
}

/** As Math.round for what is nearly whole, in a third of its time. */
function nearest(value: number): number {
  return (value + (value < 0 ? -0.5 : 0.5)) | 0;
}
