import { markup, type Markup } from '../html/markup.js';
import { emotionColour } from '../look/palette.js';

/** An emotion's name with a dot in its colour. */
export const emotionDot = (label: string): Markup =>
  markup`<span class="emotion"><svg class="dot" aria-hidden="true" width="11" height="11" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="${emotionColour(label)}"/></svg>${label}</span>`;
