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

/** The bytes of a WAV file with the first `maxFrames` samples of each channel. */
export function encodePcm(pcm: Pcm, maxFrames: number): Uint8Array {
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
  const view = new DataView(file.buffer, file.byteOffset + HEADER);
  const write = exact ? integerWriter(view, integerBits, bits) : floatWriter(view);
  for (const [channel, samples] of channels.entries()) {
    let offset = channel * (bits / 8);
    for (let frame = 0; frame < frames; frame++, offset += frameBytes) {
      write(offset, samples[frame] ?? 0);
    }
  }
  return file;
}

type Write = (offset: number, sample: number) => void;

function floatWriter(view: DataView): Write {
  return (offset, sample) => {
    view.setFloat32(offset, sample, true);
  };
}

/** `from` bits become the upper bits of `to`. */
function integerWriter(view: DataView, from: number, to: number): Write {
  const scale = 2 ** (from - 1) - 1;
  const shift = 2 ** (to - from);
  if (to === 16) {
    return (offset, sample) => {
      view.setInt16(offset, Math.round(sample * scale) * shift, true);
    };
  }
  return (offset, sample) => {
    const value = Math.round(sample * scale) * shift;
    view.setUint16(offset, value & 0xffff, true);
    view.setInt8(offset + 2, value >> 16);
  };
}
