import { resolve } from 'node:path';

import { logMelSpectrogram, resample } from '@prosodia/dsp-native';
import { readSound, type FeatureSet } from '@prosodia/features';
import type { ClipPicture, Sound } from '@prosodia/report';

import { melMiddles } from './mel-middles.js';
import { trimSilence } from './trim-silence.js';

/** Enough for a voice, a third of the bytes of the recording. */
const SOUND_RATE = 16_000;

/** How a clip looks and sounds in the window that the features see; nothing where it cannot be read. */
export type PictureClip = (path: string) => Promise<ClipPicture>;

/**
 * Pictures of the clips of a corpus, as the features of `recipe` see them.
 *
 * @param dir the folder that the paths start from
 * @param options.audio whether their sounds are wanted too
 */
export function picturesOf(
  dir: string,
  { extraction }: Pick<FeatureSet, 'extraction'>,
  { audio }: { readonly audio: boolean },
): PictureClip {
  const { sampleRate, offsetSeconds, durationSeconds, nFft, hopLength, padMode } = extraction;
  const { nMels, fMin, fMax, topDb } = extraction;
  const bands = { sampleRate, nFft, nMels, fMin, fMax };
  const bandHz = melMiddles(bands);
  const window = { offsetSeconds, durationSeconds };
  return async (path) => {
    const read = await readSound(resolve(dir, path), window).catch(() => undefined);
    if (read === undefined || read.samples.length === 0) return {};
    const samples = atRate({ samples: read.samples, sampleRate: read.sampleRate }, sampleRate);
    const { values, nFrames } = logMelSpectrogram(samples, {
      ...{ ...bands, hopLength, padMode, topDb },
    });
    const spectrogram = {
      ...{ decibels: values, bands: nMels, frames: nFrames, bandHz, offsetSeconds },
      durationSeconds: samples.length / sampleRate,
    };
    if (!audio) return { spectrogram };
    const voice = trimSilence(atRate({ samples, sampleRate }, SOUND_RATE), SOUND_RATE);
    return { spectrogram, sound: { samples: voice, sampleRate: SOUND_RATE } };
  };
}

const atRate = ({ samples, sampleRate }: Sound, toRate: number): Float32Array =>
  sampleRate === toRate ? samples : resample(samples, { fromRate: sampleRate, toRate });
