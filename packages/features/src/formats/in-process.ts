import { readFile, stat } from 'node:fs/promises';
import { FeaturesError, expected } from '../errors.js';
import { type Decoder } from './decoder.js';
import { type AudioFormat } from './format.js';
import { encodePcm, type Pcm } from './pcm-wav.js';

/** A compressed file is held in memory as a whole, and its samples take at most some ten times as much. */
const MAX_BYTES = 2 ** 27;

export type InProcessFormat = Exclude<AudioFormat, 'wav' | 'other'>;

interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
  readonly errors: readonly { readonly message: string }[];
  readonly bitDepth?: number;
}

/** One wasm decoder on a thread of its own. */
interface WasmDecoder {
  readonly ready: Promise<void>;
  decode(bytes: Uint8Array): Promise<Decoded>;
  reset(): Promise<void>;
  free(): Promise<void>;
}

/** Each is loaded when the first file of its format comes. */
const LOADERS: Readonly<Record<InProcessFormat, () => Promise<WasmDecoder>>> = {
  flac: async () => {
    const { FLACDecoderWebWorker } = await import('@wasm-audio-decoders/flac');
    return wholeFiles(new FLACDecoderWebWorker());
  },
  mp3: async () => {
    const { MPEGDecoderWebWorker } = await import('mpg123-decoder');
    return new MPEGDecoderWebWorker();
  },
  vorbis: async () => {
    const { OggVorbisDecoderWebWorker } = await import('@wasm-audio-decoders/ogg-vorbis');
    return wholeFiles(new OggVorbisDecoderWebWorker());
  },
  opus: async () => {
    const { OggOpusDecoderWebWorker } = await import('ogg-opus-decoder');
    return wholeFiles(new OggOpusDecoderWebWorker());
  },
};

function wholeFiles(
  decoder: Omit<WasmDecoder, 'decode'> & { decodeFile: WasmDecoder['decode'] },
): WasmDecoder {
  return {
    ready: decoder.ready,
    decode: (bytes) => decoder.decodeFile(bytes),
    reset: () => decoder.reset(),
    free: () => decoder.free(),
  };
}

/**
 * A decoder of FLAC, MP3, Ogg Vorbis or Ogg Opus in WebAssembly, which a broken file cannot lead
 * outside its own memory. It decodes one file at a time.
 */
export function createInProcessDecoder(format: InProcessFormat): Decoder {
  let loaded: Promise<WasmDecoder> | undefined;
  const load = async (): Promise<WasmDecoder> => {
    const decoder = await LOADERS[format]();
    await decoder.ready;
    return decoder;
  };
  return {
    async decode(file, { untilSeconds }) {
      const decoder = await (loaded ??= load());
      const { size } = await stat(file);
      if (size > MAX_BYTES) {
        throw expected('DECODE_LIMIT', `a file of at most ${MAX_BYTES} bytes`, file, size);
      }
      const decoded = await decode(decoder, new Uint8Array(await readFile(file)), file);
      const pcm = pcmOf(decoded, format, file);
      return encodePcm(pcm, Math.ceil(untilSeconds * pcm.sampleRate));
    },
    async close() {
      await (await loaded)?.free();
    },
  };
}

async function decode(decoder: WasmDecoder, bytes: Uint8Array, file: string): Promise<Decoded> {
  try {
    return await decoder.decode(bytes);
  } catch (error) {
    if (error instanceof FeaturesError) throw error;
    throw failed(file, error instanceof Error ? error.message : String(error), error);
  } finally {
    await decoder.reset();
  }
}

function pcmOf(decoded: Decoded, format: InProcessFormat, file: string): Pcm {
  const { channelData, samplesDecoded, sampleRate, bitDepth, errors } = decoded;
  if (samplesDecoded === 0 || channelData.length === 0 || sampleRate === 0) {
    throw failed(file, errors[0]?.message ?? 'no sound in it');
  }
  const channels = channelData.map((channel) => channel.subarray(0, samplesDecoded));
  // Only FLAC holds whole numbers; the depth that Vorbis and Opus name is that of their output.
  const isWhole = format === 'flac' && bitDepth !== undefined;
  return { sampleRate, channels, ...(isWhole && { integerBits: bitDepth }) };
}

function failed(file: string, reason: string, cause?: unknown): FeaturesError {
  return expected('DECODE_FAILED', 'a sound that can be decoded', file, reason, { cause });
}
