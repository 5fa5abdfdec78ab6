import { open } from 'node:fs/promises';
import { FeaturesError } from '../errors.js';
import { DecodeThread } from './decode-thread.js';
import { type DecodeWindow } from './decode-window.js';
import { createFfmpegDecoder } from './ffmpeg.js';
import { formatOf, HEAD_BYTES, type AudioFormat } from './format.js';
import { asUnreadable } from './unreadable.js';

/** The bytes of a WAV file with the sound of a file, or why there are none. */
export type DecodedFile = Uint8Array | FeaturesError;

/** Whether a WAV reader's error says that a file is not WAV by content, or of a kind that only ffmpeg reads. */
export const isForDecoders = (code: string): boolean =>
  code === 'WAV_NOT_WAVE' || code === 'WAV_FORMAT_UNSUPPORTED';

/** Several files at once, each lane with a thread and a folder of its own that it keeps. */
export class DecodePool {
  readonly #lanes: Lane[];
  readonly #closing = new AbortController();
  #working: Promise<unknown> | undefined;

  constructor(lanes: number) {
    this.#lanes = Array.from({ length: lanes }, () => new Lane());
  }

  /**
   * Decodes files, in their order; one that cannot be decoded does not stop the others.
   *
   * @throws the signal's reason at once where it is aborted
   */
  async decode(
    files: readonly string[],
    window: DecodeWindow,
    signal?: AbortSignal,
  ): Promise<DecodedFile[]> {
    const { signal: closed } = this.#closing;
    const stop = signal === undefined ? closed : AbortSignal.any([signal, closed]);
    const decoded: DecodedFile[] = [];
    // A lane does not wait for the disk: the head of its next file is read while it is at work on one.
    const formats: Promise<AudioFormat | FeaturesError>[] = [];
    const formatAt = (index: number) => (formats[index] ??= readFormat(files[index] ?? ''));
    let next = 0;
    const work = async (lane: Lane): Promise<void> => {
      for (let index = next++; index < files.length; index = next++) {
        stop.throwIfAborted();
        const ahead = index + this.#lanes.length;
        if (ahead < files.length) void formatAt(ahead);
        const format = await formatAt(index);
        stop.throwIfAborted();
        decoded[index] =
          typeof format === 'string'
            ? await lane.decode(files[index] ?? '', format, { ...window, stop })
            : format;
      }
    };
    const lanes = this.#lanes.map(work);
    this.#working = Promise.allSettled(lanes);
    await Promise.all(lanes);
    return decoded;
  }

  /** Ends what is still at work. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('no longer wanted'));
    await this.#working;
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }
}

/** One file at a time. */
class Lane {
  #thread: DecodeThread | undefined;
  readonly #ffmpeg = createFfmpegDecoder();

  async decode(
    file: string,
    format: AudioFormat,
    { stop, ...window }: DecodeWindow & { readonly stop: AbortSignal },
  ): Promise<DecodedFile> {
    try {
      // A WAV file that the native reader refused may still be one that ffmpeg reads: ADPCM, for one.
      if (format === 'other' || format === 'wav')
        return await this.#ffmpeg.decode(file, window, stop);
      this.#thread ??= DecodeThread.take();
      return await this.#thread.decode({ ...window, file, format }, stop);
    } catch (error) {
      if (error instanceof FeaturesError) return error;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#thread?.release();
    await this.#ffmpeg.close();
  }
}

async function readFormat(file: string): Promise<AudioFormat | FeaturesError> {
  try {
    return formatOf(await readHead(file));
  } catch (error) {
    return asUnreadable(error, file);
  }
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
