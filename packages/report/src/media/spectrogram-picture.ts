import { markup, type Markup } from '../html/markup.js';
import type { Spectrogram } from '../record/clip.js';
import { MAGMA, RANGE_DB, spectrogramImage } from './spectrogram-image.js';

const HERTZ = [500, 1000, 2000, 4000, 8000];
/** Of the picture within its axes, in pixels. */
const FRAME = { left: 56, top: 8, width: 259, height: 128 };
const SIZE = { width: 323, height: 170 };

/** A spectrogram with its axes: seconds, and Hz as the mel bands space them. */
export function spectrogramPicture(spectrogram: Spectrogram, alt: string): Markup {
  const { left, top, width, height } = FRAME;
  const { png } = spectrogramImage(spectrogram);
  return markup`<svg class="spectrogram" role="img" aria-label="${alt}" ${sizeOf(SIZE)}><image x="${left}" y="${top}" width="${width}" height="${height}" preserveAspectRatio="none" href="${dataUri(png)}"/><g class="axis">${secondsAxis(spectrogram)}${hertzAxis(spectrogram)}</g></svg>`;
}

/** A small one without axes, for a row of a table whose head says what they are. */
export function spectrogramThumbnail(spectrogram: Spectrogram, alt: string): Markup {
  const { png, width, height } = spectrogramImage(spectrogram, 2);
  return markup`<img class="thumbnail" alt="${alt}" width="${width}" height="${height}" src="${dataUri(png)}">`;
}

/** The colour scale of all spectrograms. */
export function decibelScale(): Markup {
  const [left, width] = [40, 160];
  const step = width / MAGMA.length;
  const label = (x: number, text: string): Markup =>
    markup`<text x="${x}" y="30" text-anchor="middle">${text}</text>`;
  const alt = `Colours: dark is ${RANGE_DB} dB below the loudest point of a clip, light is the loudest`;
  return markup`<svg class="scale" role="img" aria-label="${alt}" ${sizeOf({ width: 250, height: 36 })}>${MAGMA.map(
    (rgb, index) =>
      markup`<rect x="${left + index * step}" y="4" width="${step + 0.5}" height="12" fill="${rgb}"/>`,
  )}<g class="axis">${label(left, `−${RANGE_DB} dB`)}${label(left + width / 2, `−${RANGE_DB / 2} dB`)}${label(left + width, 'loudest')}</g></svg>`;
}

function secondsAxis({ offsetSeconds, durationSeconds }: Spectrogram): Markup {
  const { left, width } = FRAME;
  const base = FRAME.top + FRAME.height;
  const first = Math.ceil(offsetSeconds);
  const count = Math.floor(offsetSeconds + durationSeconds) - first + 1;
  const ticks = Array.from({ length: count }, (_, index) => {
    const x = round(left + ((first + index - offsetSeconds) / durationSeconds) * width);
    return markup`<path d="M${x} ${base}v4"/><text x="${x}" y="${base + 16}" text-anchor="middle">${first + index}</text>`;
  });
  return markup`${ticks}<text x="${left + width / 2}" y="${base + 31}" text-anchor="middle">seconds</text>`;
}

function hertzAxis({ bandHz }: Spectrogram): Markup {
  const { left, top, height } = FRAME;
  const highest = bandHz.at(-1) ?? 0;
  const ticks = HERTZ.filter((hertz) => hertz <= 1.05 * highest).map((hertz) => {
    const y = round(top + height * (1 - heightOf(hertz, bandHz)));
    return markup`<path d="M${left} ${y}h-4"/><text x="${left - 6}" y="${y + 4}" text-anchor="end">${hertz}</text>`;
  });
  return markup`${ticks}<text transform="translate(10 ${top + height / 2}) rotate(-90)" text-anchor="middle">Hz</text>`;
}

/** How high a frequency stands among the bands, 0 .. 1: between the middles of two, in proportion. */
function heightOf(hertz: number, bandHz: readonly number[]): number {
  const above = bandHz.findIndex((middle) => middle >= hertz);
  if (above <= 0) return above === 0 ? 0.5 / bandHz.length : 1;
  const [low = 0, high = 1] = [bandHz[above - 1], bandHz[above]];
  return (above - 0.5 + (hertz - low) / (high - low)) / bandHz.length;
}

const sizeOf = ({ width, height }: { readonly width: number; readonly height: number }): Markup =>
  markup`width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg"`;

const dataUri = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;

const round = (value: number): number => Math.round(value * 10) / 10;
