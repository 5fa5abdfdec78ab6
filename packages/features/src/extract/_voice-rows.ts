/** Rows below a log-mel spectrogram: dsp-native's `pitch`. */
export const PITCH_ROWS = 3;

/** dB below the loudest frame at which a recording has not begun or is over. */
export const QUIET = 35;
/** From this strength on a frame is taken for voiced. */
const VOICED = 0.5;

/** What the native output `log-mel-pitch` says of one clip, cut to where its voice is. */
export interface VoiceRows {
  /** Log-mel bands in dB, each of `frames` values. */
  readonly bands: readonly Float32Array[];
  /** log2 of the pitch in hertz; only where `voiced`. */
  readonly octaves: Float32Array;
  readonly voiced: readonly boolean[];
  /** Periodicity, 0 to 1. */
  readonly strength: Float32Array;
  /** dB of full scale. */
  readonly level: Float32Array;
  readonly frames: number;
  /** Frames with and without voice. */
  readonly allFrames: number;
}

/**
 * @param row (nBands + 3) x maxFrames, row-major
 * @param allFrames how many of them the clip has, 1 or more
 */
export function voiceRows(row: Float32Array, nBands: number, allFrames: number): VoiceRows {
  const maxFrames = row.length / (nBands + PITCH_ROWS);
  const loud = row.subarray((nBands + 2) * maxFrames, (nBands + 2) * maxFrames + allFrames);
  let loudest = -Infinity;
  for (const value of loud) loudest = Math.max(loudest, value);
  const least = loudest - QUIET;
  const first = loud.findIndex((value) => value >= least);
  const end = loud.findLastIndex((value) => value >= least) + 1;
  const rowAt = (index: number): Float32Array =>
    row.subarray(index * maxFrames + first, index * maxFrames + end);
  const [hertz, strength, level] = [rowAt(nBands), rowAt(nBands + 1), rowAt(nBands + 2)];
  const frames = end - first;
  // Plain loops: with callbacks, this took as long as the rest of a row.
  const octaves = new Float32Array(frames);
  const voiced: boolean[] = [];
  for (let i = 0; i < frames; i++) {
    const value = hertz[i] ?? 0;
    octaves[i] = Math.log2(Math.max(1, value));
    voiced.push(value > 0 && (strength[i] ?? 0) >= VOICED && (level[i] ?? 0) >= least);
  }
  const bands: Float32Array[] = [];
  for (let band = 0; band < nBands; band++) bands.push(rowAt(band));
  return { bands, octaves, voiced, strength, level, frames, allFrames };
}

/** Fewer voiced frames say nothing about a pitch. */
const LEAST_VOICED = 5;
/** log2 of hertz: what stands for the pitch of a clip without one. */
const NO_PITCH = Math.log2(150);

/** log2 of the pitch in each voiced frame; null where they are too few to speak of one. */
export function pitchTrack({ octaves, voiced }: VoiceRows): number[] | null {
  const track = Array.from(octaves).filter((_, frame) => voiced[frame]);
  return track.length >= LEAST_VOICED ? track : null;
}

/** log2 of the mean pitch of a clip, 150 Hz where it has none. */
export function meanPitch(voice: VoiceRows): number {
  const track = pitchTrack(voice);
  if (track === null) return NO_PITCH;
  return track.reduce((sum, value) => sum + value, 0) / track.length;
}
