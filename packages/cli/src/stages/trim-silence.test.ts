import { expect, test } from 'vitest';

import { trimSilence } from './trim-silence.js';

const RATE = 1000;
/** Silence, a tone, noise of 60 dB below it. */
const voice = Float32Array.from({ length: 3000 }, (_, i) =>
  i >= 1000 && i < 1500 ? Math.sin(i) : (i % 2) * 0.001,
);

test('keeps a voice and a tenth of a second around it', () => {
  const kept = trimSilence(voice, RATE);
  expect(kept).toEqual(voice.subarray(900, 1600));
});

test('ends where the sound ends', () => {
  expect(trimSilence(voice.subarray(1000, 1450), RATE)).toHaveLength(450);
});

test('keeps silence as it is, and nothing', () => {
  expect(trimSilence(new Float32Array(500), RATE)).toHaveLength(500);
  expect(trimSilence(new Float32Array(), RATE)).toHaveLength(0);
});
