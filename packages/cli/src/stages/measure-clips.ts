import { resolve } from 'node:path';

import { melSpectrogram } from '@prosodia/dsp-native';
import type { Clip, FeatureTable } from '@prosodia/features';
import { featureSet, readRecording } from '@prosodia/features';
import type { MeasuredClip, Oddity } from '@prosodia/report';

import type { CommandContext } from '../command.js';
import { melMiddles } from './mel-middles.js';

/** What was measured, and what was odd on the way. */
export interface Measured {
  readonly clips: readonly MeasuredClip[];
  readonly oddities: readonly Oddity[];
}

/** Duration, loudness and brightness of the clips of a table; which are in stereo or end early. */
export async function measureClips(
  dir: string,
  table: FeatureTable,
  { terminal, signal }: CommandContext,
): Promise<Measured> {
  const { offsetSeconds, durationSeconds, nFft, nMels, fMin, fMax } = featureSet(
    table.featureSetId,
  ).extraction;
  const clips: MeasuredClip[] = [];
  const oddities: Oddity[] = [];
  const progress = terminal.progress('Measuring', 'clips');
  const middles = new Map<number, readonly number[]>();
  for (const [row, clip] of table.clips.entries()) {
    signal.throwIfAborted();
    const read = await readRecording(resolve(dir, clip.path)).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (typeof read === 'string') {
      oddities.push({ kind: 'not measured', path: clip.path, words: read });
      continue;
    }
    const { samples, channels, frames, sampleRate } = read;
    const window = monoWindow(samples, channels, [
      Math.round(offsetSeconds * sampleRate),
      Math.round((offsetSeconds + durationSeconds) * sampleRate),
    ]);
    const bands = { sampleRate, nFft, nMels, fMin, fMax: Math.min(fMax, sampleRate / 2) };
    const bandHz = middles.get(sampleRate) ?? melMiddles(bands);
    middles.set(sampleRate, bandHz);
    const seconds = frames / sampleRate;
    const contour = table.values.subarray(row * table.width, (row + 1) * table.width);
    clips.push({
      ...{ ...clip, seconds, contour, loudnessDb: loudnessOf(window) },
      brightnessHz: window.length === 0 ? Number.NaN : brightnessOf(window, bands, bandHz),
    });
    oddities.push(...oddOf(clip, { channels, seconds, wanted: offsetSeconds + durationSeconds }));
    progress.update(row + 1, table.clips.length);
  }
  progress.end();
  return { clips, oddities };
}

function oddOf(
  { path }: Clip,
  file: { readonly channels: number; readonly seconds: number; readonly wanted: number },
): Oddity[] {
  const { channels, seconds, wanted } = file;
  const odd: Oddity[] = [];
  if (channels > 1)
    odd.push({ kind: 'more than one channel', path, words: `${channels} channels, averaged` });
  if (seconds < wanted)
    odd.push({
      ...{ kind: 'ends before the window does', path },
      words: `${seconds.toFixed(2)} s of ${wanted} s; the missing frames are 0`,
    });
  return odd;
}

/** Frames `from` to `to`, the channels averaged. */
function monoWindow(
  samples: Float32Array,
  channels: number,
  [from, to]: readonly [number, number],
): Float32Array {
  const part = samples.subarray(from * channels, to * channels);
  if (channels === 1) return part;
  return Float32Array.from({ length: part.length / channels }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++)
      sum += part[frame * channels + channel] ?? 0;
    return sum / channels;
  });
}

/** Root mean square in dB of full scale; minus infinity for silence. */
const loudnessOf = (samples: Float32Array): number =>
  10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

/** The mean of the bands' frequencies, weighted with their power; NaN for silence. */
function brightnessOf(
  samples: Float32Array,
  bands: Parameters<typeof melSpectrogram>[1],
  bandHz: readonly number[],
): number {
  const { values, nFrames } = melSpectrogram(samples, bands);
  let [power, weighted] = [0, 0];
  for (const [band, hertz] of bandHz.entries())
    for (let frame = 0; frame < nFrames; frame++) {
      const value = values[band * nFrames + frame] ?? 0;
      power += value;
      weighted += value * hertz;
    }
  return weighted / power;
}
