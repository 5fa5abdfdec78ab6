import { markup, type Markup } from '../html/markup.js';
import type { Sound } from '../record/clip.js';
import { encodeWav } from './wav.js';

/** A small player; the sound lies in the page itself. */
export const player = (sound: Sound, label: string): Markup =>
  markup`<audio controls preload="none" aria-label="${label}" src="data:audio/wav;base64,${encodeWav(sound).toString('base64')}"></audio>`;
