import { meanPitch, type VoiceRows } from './_voice-rows.js';

/** What follows the bands in each frame. */
export const VOICE_TRACKS = ['pitch', 'voiced', 'strength', 'level'] as const;

/** Frames x (bands + tracks), row-major: cut after `maxFrames`, silent where the clip has fewer. */
export function voiceSequence(voice: VoiceRows, maxFrames: number): Float32Array {
  const { bands, octaves, voiced, strength, level, frames } = voice;
  const quiet = lowest(bands);
  const pitch = meanPitch(voice);
  const columns = [
    ...bands.map((values) => ({ values, silent: quiet })),
    { values: octaves.map((value, i) => (voiced[i] ? value : pitch)), silent: pitch },
    { values: Float32Array.from(voiced, Number), silent: 0 },
    { values: strength, silent: 0 },
    { values: level, silent: lowest([level]) },
  ];
  const result = new Float32Array(maxFrames * columns.length);
  for (const [column, { values, silent }] of columns.entries())
    for (let frame = 0; frame < maxFrames; frame++)
      result[frame * columns.length + column] = frame < frames ? (values[frame] ?? 0) : silent;
  return result;
}

const lowest = (rows: readonly Float32Array[]): number =>
  rows.reduce((least, row) => row.reduce((own, value) => Math.min(own, value), least), Infinity);
