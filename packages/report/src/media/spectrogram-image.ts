import { interpolateMagma } from 'd3-scale-chromatic';

import { expected } from '../errors.js';
import type { Spectrogram } from '../record/clip.js';
import { encodePng } from './png.js';

/** What the colours span, below the loudest point of the picture. */
export const RANGE_DB = 80;

/** Steps of 2.5 dB: finer ones are not seen, and cost a third more bytes. */
const STEPS = 32;

/** From dark for quiet to light for loud, in perceptually even steps. */
export const MAGMA: readonly string[] = Array.from({ length: STEPS }, (_, index) =>
  interpolateMagma(index / (STEPS - 1)),
);

/**
 * A spectrogram as a PNG: time to the right, low bands at the bottom, colours by the dB below its loudest point.
 *
 * @param shrink how many frames and bands become one pixel, by their mean
 * @throws {ReportError} INVALID_DATA where the sizes do not fit
 */
export function spectrogramImage(
  { decibels, bands, frames }: Spectrogram,
  shrink = 1,
): { readonly png: Buffer; readonly width: number; readonly height: number } {
  if (decibels.length !== bands * frames || decibels.length === 0)
    throw expected('INVALID_DATA', `${bands} x ${frames} values`, 'decibels', decibels.length);
  const loudest = decibels.reduce((a, b) => Math.max(a, b), -Infinity);
  const [width, height] = [Math.ceil(frames / shrink), Math.ceil(bands / shrink)];
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const mean = meanOf(decibels, { bands, frames }, { x: x * shrink, y: y * shrink, shrink });
      const level = 1 + (mean - loudest) / RANGE_DB;
      const step = Math.round(Math.min(1, Math.max(0, level)) * (STEPS - 1));
      pixels[(height - 1 - y) * width + x] = step;
    }
  return { png: encodePng({ pixels, width, height, palette: MAGMA }), width, height };
}

function meanOf(
  values: Float32Array,
  { bands, frames }: { readonly bands: number; readonly frames: number },
  { x, y, shrink }: { readonly x: number; readonly y: number; readonly shrink: number },
): number {
  let [sum, count] = [0, 0];
  for (let band = y; band < Math.min(bands, y + shrink); band++)
    for (let frame = x; frame < Math.min(frames, x + shrink); frame++) {
      sum += values[band * frames + frame] ?? Number.NaN;
      count += 1;
    }
  return sum / count;
}
