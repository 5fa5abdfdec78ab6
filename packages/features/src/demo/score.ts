import { type Random } from '../_random.js';
import { type Expression } from './expression.js';
import { type Voice } from './voice.js';

/** Control frames a second. */
export const CONTROL_RATE = 200;

/** What the synthesiser does in one control frame. */
export interface ControlFrame {
  /** Hz. */
  readonly pitch: number;
  /** Amplitude of the voiced source, 0 to about 1. */
  readonly voicing: number;
  /** Amplitude of noise through the formants: breath, and the consonants. */
  readonly noise: number;
  /** Hz, the first four. */
  readonly formants: Formants;
}

export type Formants = readonly [number, number, number, number];

/** The whole of a take: silence, speech, silence. */
export interface Score {
  readonly frames: readonly ControlFrame[];
  /** Hz above which the voiced source falls off. */
  readonly cutoff: number;
  /** dB below full scale, root mean square over the speech. */
  readonly levelDb: number;
}

interface Syllable {
  readonly formants: Formants;
  /** Seconds of consonant noise that it begins with. */
  readonly onset: number;
  /** Stressed syllables are longer, louder and higher. */
  readonly stress: number;
}

// Average formants of a man's vowels in Hz (Peterson and Barney 1952; the fourth by convention).
const I: Formants = [390, 1990, 2550, 3500];
const A: Formants = [730, 1090, 2440, 3500];
const O: Formants = [570, 840, 2410, 3500];
const E: Formants = [500, 1500, 2500, 3500];

/** The vowels of "Kids are talking by the door" and "Dogs are sitting by the door". */
const STATEMENTS: readonly (readonly Syllable[])[] = [
  [syllable(I, 0.08, 1), syllable(A, 0, 0.4), syllable(O, 0.06, 1), syllable(I, 0.06, 0.3)],
  [syllable(O, 0.03, 1), syllable(A, 0.04, 0.4), syllable(I, 0.1, 1), syllable(I, 0.05, 0.3)],
].map((begin) => [
  ...begin,
  syllable(A, 0.03, 0.5),
  syllable(E, 0.04, 0.2),
  syllable(O, 0.03, 0.9),
]);

function syllable(formants: Formants, onset: number, stress: number): Syllable {
  return { formants, onset, stress };
}

// RAVDESS's shortest and longest speech file, in seconds.
const SHORTEST = 2.94;
const LONGEST = 5.27;

/** Writes down how `voice` says statement 1 or 2 with an expression. */
export function writeScore(
  statement: number,
  voice: Voice,
  expression: Expression,
  random: Random,
): Score {
  const frames: ControlFrame[] = [];
  const rest: ControlFrame = { pitch: voice.pitch, voicing: 0, noise: 0, formants: E };
  const pause = (seconds: number): void => {
    for (let i = Math.round(seconds * CONTROL_RATE); i > 0; i--) frames.push(rest);
  };
  const spoken = STATEMENTS[statement - 1] ?? [];
  pause(0.8 + 0.35 * random());
  spoken.forEach((one, i) => {
    frames.push(...speak(one, i / (spoken.length - 1), voice, expression, random));
  });
  pause(0.7 + 0.5 * random());
  pause(SHORTEST - frames.length / CONTROL_RATE);
  return {
    frames: frames.slice(0, Math.floor(LONGEST * CONTROL_RATE)),
    cutoff: 900 * 2 ** expression.brightness,
    levelDb: voice.levelDb + expression.level,
  };
}

/** The frames of one syllable; `position` goes from 0 for the first to 1 for the last. */
function* speak(
  { formants, onset, stress }: Syllable,
  position: number,
  voice: Voice,
  expression: Expression,
  random: Random,
): Generator<ControlFrame> {
  const tempo = voice.tempo * 2 ** expression.tempo;
  const vowel = (0.13 + 0.08 * stress + 0.1 * position ** 4) * (0.9 + 0.2 * random());
  const onsetFrames = Math.round((onset / tempo) * CONTROL_RATE);
  const vowelFrames = Math.round((vowel / tempo) * CONTROL_RATE);
  const movement = 2 ** expression.range;
  const breath = 0.02 * 10 ** (expression.breath / 20);
  const scaled = formants.map((hertz) => hertz * voice.tract) as unknown as Formants;
  for (let i = 0; i < onsetFrames; i++) {
    yield { pitch: voice.pitch, voicing: 0, noise: 0.12, formants: scaled };
  }
  for (let i = 0; i < vowelFrames; i++) {
    const within = (i + 0.5) / vowelFrames;
    const arch = Math.sin(Math.PI * within);
    const along = position + within / 7;
    const semitones =
      expression.pitch +
      movement * (2 * stress * arch - 3 * along) +
      expression.rise * Math.max(0, along - 0.6) * 2 +
      expression.tremor * Math.sin((2 * Math.PI * 6 * i) / CONTROL_RATE);
    const loudness = Math.sqrt(arch) * (0.5 + 0.5 * stress) * (1 - 0.35 * position);
    yield {
      pitch: voice.pitch * 2 ** (semitones / 12),
      voicing: loudness,
      noise: loudness * breath,
      formants: scaled,
    };
  }
}
