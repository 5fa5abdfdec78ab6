import { readFileSync, statSync } from 'node:fs';
import { FeaturesError, expected } from '../errors.js';
import { type DecodeJob, type WasmFormat } from './decode-job.js';
import { withNextHeader } from './_flac-frames.js';
import { forgetInstances } from './one-instance.js';
import { encodePcm, type Pcm } from './pcm-wav.js';

/** A compressed file is decoded as a whole: its samples take ten times as much memory of FLAC, up to fifty of MP3. */
const MAX_BYTES = 2 ** 27;

interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
  readonly errors: readonly { readonly message: string }[];
  readonly bitDepth?: number;
}

/** Decodes a whole file and is then as new. */
type DecodeBytes = (bytes: Uint8Array) => Promise<Decoded>;

/** Each is loaded when the first file of its format comes. */
const LOADERS: Readonly<Record<WasmFormat, () => Promise<DecodeBytes>>> = {
  flac: async () => {
    const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
    const decodeFile = await wholeFiles(new FLACDecoder());
    return async (file) => {
      const { bytes, samples } = withNextHeader(file);
      const { samplesDecoded, ...decoded } = await decodeFile(bytes);
      return { ...decoded, samplesDecoded: Math.min(samplesDecoded, samples || Infinity) };
    };
  },
  mp3: async () => {
    const { MPEGDecoder } = await import('mpg123-decoder');
    const decoder = new MPEGDecoder();
    await decoder.ready;
    return async (bytes) => {
      const { channelData, ...decoded } = decoder.decode(bytes);
      await decoder.reset();
      return { ...decoded, channelData: withoutEcho(channelData) };
    };
  },
  vorbis: async () => {
    const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
    return wholeFiles(new OggVorbisDecoder());
  },
  opus: async () => {
    const { OggOpusDecoder } = await import('ogg-opus-decoder');
    return wholeFiles(new OggOpusDecoder());
  },
};

/** Its `decodeFile` resets it. */
async function wholeFiles(decoder: {
  readonly ready: Promise<void>;
  decodeFile: DecodeBytes;
}): Promise<DecodeBytes> {
  await decoder.ready;
  return (bytes) => decoder.decodeFile(bytes);
}

/** The MP3 decoder always gives two channels, of a recording with one the same twice. */
function withoutEcho(channels: readonly Float32Array[]): readonly Float32Array[] {
  const [left, right] = channels.map(({ buffer }) => Buffer.from(buffer));
  return left && right?.equals(left) ? channels.slice(0, 1) : channels;
}

const loaded = new Map<WasmFormat, DecodeBytes>();

/**
 * The bytes of a WAV file with the sound of a compressed one; one file at a time.
 *
 * @throws {FeaturesError} `DECODE_FAILED`, `DECODE_LIMIT`, `DECODER_MISSING`; the system's error where the file cannot be read
 */
export async function decodeInWasm({
  file,
  format,
  untilSeconds,
}: DecodeJob): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = statSync(file);
  if (size > MAX_BYTES) {
    throw expected('DECODE_LIMIT', `a file of at most ${MAX_BYTES} bytes`, file, size);
  }
  const pcm = pcmOf(await decode(format, new Uint8Array(readFileSync(file)), file), format, file);
  return encodePcm(pcm, Math.ceil(untilSeconds * pcm.sampleRate));
}

async function decode(format: WasmFormat, bytes: Uint8Array, file: string): Promise<Decoded> {
  const decodeBytes = loaded.get(format) ?? (await load(format, file));
  try {
    return await decodeBytes(bytes);
  } catch (error) {
    // What was cut short is in an unknown state.
    loaded.delete(format);
    forgetInstances();
    throw failed(file, error instanceof Error ? error.message : String(error), error);
  }
}

async function load(format: WasmFormat, file: string): Promise<DecodeBytes> {
  const decodeBytes = await LOADERS[format]().catch((cause: unknown) => {
    const what = `the decoder of ${format}, which is installed with this package,`;
    throw expected('DECODER_MISSING', what, file, String(cause), { cause });
  });
  loaded.set(format, decodeBytes);
  return decodeBytes;
}

function pcmOf(decoded: Decoded, format: WasmFormat, file: string): Pcm {
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
