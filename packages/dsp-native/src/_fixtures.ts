import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the tests of this package share; not part of the tarball. */

/** A sine of amplitude 0.5 as mono samples. */
export function sine(hertz: number, sampleRate: number, length: number): Float32Array {
  return Float32Array.from(
    { length },
    (_, n) => 0.5 * Math.sin((2 * Math.PI * hertz * n) / sampleRate),
  );
}

/** Repeatable noise in [-0.5, 0.5): a linear congruential generator (Numerical Recipes' constants). */
export function noise(length: number, seed = 1): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
}

/** A RIFF file of 16-bit PCM; samples interleaved, in [-1, 1). */
export function wavBytes(samples: Float32Array, sampleRate: number, channels = 1): Uint8Array {
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((x, n) => data.writeInt16LE(Math.round(x * 32767), n * 2));
  return riffBytes(data, { tag: 1, bits: 16, sampleRate, channels });
}

/** A RIFF file of one channel of 32-bit floats, whatever they are. */
export function floatWavBytes(samples: Float32Array, sampleRate: number): Uint8Array {
  const data = Buffer.alloc(samples.length * 4);
  samples.forEach((x, n) => data.writeFloatLE(x, n * 4));
  return riffBytes(data, { tag: 3, bits: 32, sampleRate, channels: 1 });
}

function riffBytes(
  data: Buffer,
  format: { tag: number; bits: number; sampleRate: number; channels: number },
): Uint8Array {
  const bytesPerFrame = (format.channels * format.bits) / 8;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(format.tag, 20);
  header.writeUInt16LE(format.channels, 22);
  header.writeUInt32LE(format.sampleRate, 24);
  header.writeUInt32LE(format.sampleRate * bytesPerFrame, 28);
  header.writeUInt16LE(bytesPerFrame, 32);
  header.writeUInt16LE(format.bits, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return new Uint8Array(Buffer.concat([header, data]));
}

/** A folder of its own for the files of a test file. */
export interface TemporaryFolder {
  /** Writes a file and returns its path. */
  write(name: string, bytes: Uint8Array): string;
  path(name: string): string;
  remove(): void;
}

export function temporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(join(tmpdir(), 'prosodia-dsp-'));
  const path = (name: string) => join(folder, name);
  return {
    path,
    write(name, bytes) {
      writeFileSync(path(name), bytes);
      return path(name);
    },
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}

/** The largest difference of two arrays of one length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`lengths ${a.length} and ${b.length} differ`);
  let largest = 0;
  for (let n = 0; n < a.length; n++) {
    // Not Math.max alone: NaN must not pass for small.
    const difference = Math.abs((a[n] ?? NaN) - (b[n] ?? NaN));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
