import { open } from 'node:fs/promises';
import { FeaturesError, expected } from '../errors.js';
import { type Decoder, type DecodeWindow } from './decoder.js';
import { createFfmpegDecoder } from './ffmpeg.js';
import { formatOf, HEAD_BYTES, type AudioFormat } from './format.js';
import { createInProcessDecoder } from './in-process.js';

/** The bytes of a WAV file with the sound of a file, or why there are none. */
export type DecodedFile = Uint8Array | FeaturesError;

/** Whether a WAV reader's error says that a file is not WAV by content, or of a kind that only ffmpeg reads. */
export const isForDecoders = (code: string): boolean =>
  code === 'WAV_NOT_WAVE' || code === 'WAV_FORMAT_UNSUPPORTED';

/** Several files at once, each lane with decoders of its own that it keeps. */
export class DecodePool {
  readonly #lanes: Map<AudioFormat, Decoder>[];

  constructor(lanes: number) {
    this.#lanes = Array.from({ length: lanes }, () => new Map<AudioFormat, Decoder>());
  }

  /** Decodes files, in their order; one that cannot be decoded does not stop the others. */
  async decode(
    files: readonly string[],
    window: DecodeWindow,
    signal?: AbortSignal,
  ): Promise<DecodedFile[]> {
    const decoded: DecodedFile[] = [];
    let next = 0;
    const work = async (lane: Map<AudioFormat, Decoder>): Promise<void> => {
      for (let index = next++; index < files.length; index = next++) {
        signal?.throwIfAborted();
        decoded[index] = await decodeOne(lane, files[index] ?? '', window);
      }
    };
    await Promise.all(this.#lanes.map(work));
    return decoded;
  }

  async close(): Promise<void> {
    const decoders = this.#lanes.flatMap((lane) => [...lane.values()]);
    await Promise.all(decoders.map((decoder) => decoder.close()));
  }
}

async function decodeOne(
  lane: Map<AudioFormat, Decoder>,
  file: string,
  window: DecodeWindow,
): Promise<DecodedFile> {
  try {
    const format = formatOf(await readHead(file));
    const decoder = lane.get(format) ?? createDecoder(format);
    lane.set(format, decoder);
    return await decoder.decode(file, window);
  } catch (error) {
    if (error instanceof FeaturesError) return error;
    if (!(error instanceof Error) || !('syscall' in error && 'code' in error)) throw error;
    const received = error.code === 'EISDIR' ? 'a folder; name the files in it' : error.message;
    return expected('DECODE_FAILED', 'a readable file', file, received, { cause: error });
  }
}

/** A WAV file that the native reader refused may still be one that ffmpeg reads: ADPCM, for one. */
function createDecoder(format: AudioFormat): Decoder {
  return format === 'other' || format === 'wav'
    ? createFfmpegDecoder()
    : createInProcessDecoder(format);
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
