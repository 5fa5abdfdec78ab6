import { DspError, decodeWav, readWav } from '@prosodia/dsp-native';
import { DecodePool } from './decode-files.js';

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

/**
 * The samples in a window of a file of any format, as the features see them.
 *
 * @throws {DspError} where a WAV file cannot be read; {@link FeaturesError} `DECODE_FAILED`,
 *   `DECODE_LIMIT`, `DECODER_MISSING` for others
 */
export async function readSound(file: string, window: SoundWindow): Promise<Sound> {
  if (/\.wave?$/i.test(file)) {
    try {
      return await readWav(file, { ...window, mono: true });
    } catch (error) {
      if (!(error instanceof DspError) || !error.code.startsWith('WAV_')) throw error;
    }
  }
  const pool = new DecodePool(1);
  const untilSeconds = window.offsetSeconds + window.durationSeconds;
  try {
    const [decoded] = await pool.decode([file], { untilSeconds });
    if (!(decoded instanceof Uint8Array)) throw decoded ?? new Error('nothing decoded');
    return monoOf(decoded, window);
  } finally {
    await pool.close();
  }
}

function monoOf(wav: Uint8Array, { offsetSeconds }: SoundWindow): Sound {
  const { samples, channels, frames, sampleRate, warnings } = decodeWav(wav);
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
