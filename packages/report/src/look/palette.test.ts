import { describe, expect, it } from 'vitest';

import { colour, emotionColour, emotionPalette, inLightColours } from './palette.js';

type Triple = readonly [number, number, number];

/** Sights as matrices on linear RGB (Machado, Oliveira, Fernandes 2009, severity 1). */
const SIGHTS: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const linear = (hex: string): Triple => {
  const channel = (start: number): number => {
    const value = parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};
const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const luminance = (hex: string): number => dot([0.2126, 0.7152, 0.0722], linear(hex));

/** CIE L*a*b*, white D65. */
function lab(rgb: Triple): Triple {
  const curve = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const clamped = rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple;
  const x = curve(dot([0.4124, 0.3576, 0.1805], clamped) / 0.95047);
  const y = curve(dot([0.2126, 0.7152, 0.0722], clamped));
  const z = curve(dot([0.0193, 0.1192, 0.9505], clamped) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe.each(['light', 'dark'] as const)('the emotions on a %s page', (mode) => {
  const { page, emotions } = emotionPalette(mode);
  const colours = Object.entries(emotions);

  it.each(Object.entries(SIGHTS))('can be told apart with %s', (_, [r, g, b]) => {
    const seen = colours.map(([name, hex]) => {
      const rgb = linear(hex);
      return { name, at: lab([dot(r, rgb), dot(g, rgb), dot(b, rgb)]) };
    });
    const close = seen.flatMap((one, index) =>
      seen.slice(index + 1).flatMap((other) => {
        const distance = Math.hypot(...one.at.map((value, i) => value - (other.at[i] ?? 0)));
        return distance < 20 ? [`${one.name} and ${other.name}: ${distance.toFixed(1)}`] : [];
      }),
    );
    expect(seen).toHaveLength(8);
    expect(close).toEqual([]); // 2.3 is just noticed side by side
  });

  it.each(colours)('stand out from it by 3 : 1: %s', (_, hex) => {
    const [low = 0, high = 0] = [luminance(hex), luminance(page)].sort((a, b) => a - b);
    expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(3);
  });
});

it('gives a label that is no emotion the accent', () => {
  expect(emotionColour('merry')).toBe(colour('accent'));
});

it('replaces every variable by its light colour', () => {
  expect(inLightColours(`<a fill="${colour('page')}"/><b fill="${emotionColour('sad')}"/>`)).toBe(
    '<a fill="#ffffff"/><b fill="#135abc"/>',
  );
});
