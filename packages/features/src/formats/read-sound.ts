import {
  DspError,
  decodeWav,
  readWav,
  type ReadWavOptions,
  type WavAudio,
} from '@prosodia/dsp-native';
import { DecodePool, isForDecoders } from './decode-files.js';

export interface SoundWindow {
  readonly offsetSeconds: number;
  readonly durationSeconds: number;
}

/** One channel: the average of those in the file. */
export interface Sound {
  readonly samples: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
  /** What is odd about the file although it can be read. */
  readonly warnings: readonly string[];
}

/** Recordings are read no further; the WAV reader refuses longer ones. */
const LONGEST_SECONDS = 600;

/**
 * The samples in a window of a file of any format, as the features see them.
 *
 * @throws {DspError} where a WAV file cannot be read; {@link FeaturesError} `DECODE_FAILED`,
 *   `DECODE_LIMIT`, `DECODER_MISSING` for others
 */
export async function readSound(file: string, window: SoundWindow): Promise<Sound> {
  const wav = await readIfWav(file, { ...window, mono: true });
  if (wav !== undefined) return wav;
  return monoOf(await decodeFile(file, window.offsetSeconds + window.durationSeconds), window);
}

/**
 * A whole recording of any format, its channels interleaved.
 *
 * @throws as {@link readSound}
 */
export async function readRecording(file: string): Promise<WavAudio> {
  return (await readIfWav(file, {})) ?? (await decodeFile(file, LONGEST_SECONDS));
}

/** @returns undefined where a file is not WAV, or of a kind that the native reader refuses */
async function readIfWav(file: string, options: ReadWavOptions): Promise<WavAudio | undefined> {
  if (!/\.wave?$/i.test(file)) return undefined;
  return readWav(file, options).catch((error: unknown) => {
    if (error instanceof DspError && isForDecoders(error.code)) return undefined;
    throw error;
  });
}

async function decodeFile(file: string, untilSeconds: number): Promise<WavAudio> {
  const pool = new DecodePool(1);
  try {
    const [decoded] = await pool.decode([file], { untilSeconds });
    if (!(decoded instanceof Uint8Array)) throw decoded ?? new Error('nothing decoded');
    return decodeWav(decoded);
  } finally {
    await pool.close();
  }
}

function monoOf(decoded: WavAudio, { offsetSeconds }: SoundWindow): Sound {
  const { samples, channels, frames, sampleRate, warnings } = decoded;
  const first = Math.min(frames, Math.round(offsetSeconds * sampleRate));
  const mono = new Float32Array(frames - first);
  for (let frame = 0; frame < mono.length; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += samples[(first + frame) * channels + channel] ?? 0;
    }
    mono[frame] = sum / channels;
  }
  return { samples: mono, sampleRate, warnings };
}
