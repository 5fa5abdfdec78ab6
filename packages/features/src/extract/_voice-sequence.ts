import { meanPitch, type VoiceRows } from './_voice-rows.js';

/** What follows the bands in each frame. */
export const VOICE_TRACKS = ['pitch', 'voiced', 'strength', 'level'] as const;

/**
 * Frames x (bands + tracks), row-major: cut after `maxFrames`; where the clip has fewer it begins again, so that a mean
 * and deviation over all frames are those of voices, and not of the silence behind them.
 */
export function voiceSequence(voice: VoiceRows, maxFrames: number): Float32Array {
  const { bands, octaves, voiced, strength, level, frames } = voice;
  const pitch = meanPitch(voice);
  const columns = [
    ...bands,
    octaves.map((value, i) => (voiced[i] ? value : pitch)),
    Float32Array.from(voiced, Number),
    strength,
    level,
  ];
  const width = columns.length;
  const result = new Float32Array(maxFrames * width);
  const heard = Math.min(frames, maxFrames);
  for (const [column, values] of columns.entries())
    for (let frame = 0; frame < heard; frame++) result[frame * width + column] = values[frame] ?? 0;
  for (let start = heard; start < maxFrames; start += heard)
    result.copyWithin(start * width, 0, Math.min(heard, maxFrames - start) * width);
  return result;
}
