import { meanPitch, type VoiceRows } from './_voice-rows.js';

/** What follows the bands in each frame. */
export const VOICE_TRACKS = ['pitch', 'voiced', 'strength', 'level'] as const;

/**
 * Frames x (bands + tracks), row-major: cut where `into` is full; where the clip has fewer frames it begins again, so
 * that a mean and deviation over all frames are those of voices, and not of the silence behind them.
 */
export function voiceSequence(voice: VoiceRows, into: Float32Array): void {
  const { bands, octaves, voiced, strength, level, frames } = voice;
  const pitch = meanPitch(voice);
  const width = bands.length + VOICE_TRACKS.length;
  const maxFrames = into.length / width;
  const heard = Math.min(frames, maxFrames);
  for (const [column, band] of bands.entries()) {
    for (let frame = 0; frame < heard; frame++) into[frame * width + column] = band[frame] ?? 0;
  }
  for (let frame = 0; frame < heard; frame++) {
    const at = frame * width + bands.length;
    into[at] = (voiced[frame] ? octaves[frame] : pitch) ?? 0;
    into[at + 1] = voiced[frame] ? 1 : 0;
    into[at + 2] = strength[frame] ?? 0;
    into[at + 3] = level[frame] ?? 0;
  }
  for (let start = heard; start < maxFrames; start += heard)
    into.copyWithin(start * width, 0, Math.min(heard, maxFrames - start) * width);
}
