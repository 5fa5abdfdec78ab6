import { type Random } from '../_random.js';
import { type Emotion } from '../corpora/clip.js';
import { type Intensity } from '../corpora/ravdess.js';
import { type Voice } from './voice.js';

/** How an emotion changes a voice; all 0 for neutral. */
export interface Expression {
  /** Semitones. */
  readonly pitch: number;
  /** Octaves of more (or less) movement in the pitch. */
  readonly range: number;
  /** dB. */
  readonly level: number;
  /** Octaves of more (or fewer) syllables a second. */
  readonly tempo: number;
  /** Octaves by which the source's upper end moves: above 0 is brighter. */
  readonly brightness: number;
  /** dB of more breath noise. */
  readonly breath: number;
  /** Semitones of a trembling at 6 Hz. */
  readonly tremor: number;
  /** Semitones by which the end goes up. */
  readonly rise: number;
}

type Row = readonly [
  pitch: number,
  range: number,
  level: number,
  tempo: number,
  brightness: number,
  breath: number,
  tremor: number,
  rise: number,
];

/** Signs as in Juslin and Laukka 2003 (doi:10.1037/0033-2909.129.5.770), sizes by ear. */
const TYPICAL: Readonly<Record<Emotion, Row>> = {
  neutral: [0, 0, 0, 0, 0, 0, 0, 0],
  calm: [-1.5, -0.4, -3, -0.15, -0.5, 2, 0, -1],
  happy: [3.5, 0.6, 5, 0.12, 0.5, 0, 0, 1.5],
  sad: [-2, -0.7, -6, -0.3, -0.9, 6, 0.2, -2],
  angry: [2, 0.4, 10, 0.15, 1.1, -3, 0, -1],
  fearful: [4.5, -0.3, 3, 0.3, 0.1, 5, 0.7, 0.5],
  disgust: [-1, 0.2, 0, -0.35, 0.4, 3, 0.1, -3],
  surprised: [5, 0.9, 4, 0, 0.3, 1, 0, 6],
};

/** How much two takes of the same emotion differ: standard deviations, in the order of a row. */
const VARIATION: Row = [1, 0.2, 1.8, 0.09, 0.3, 1.5, 0.1, 1];

const DEPTH: Readonly<Record<Intensity, number>> = { normal: 0.8, strong: 1.35 };

/** How this voice expresses an emotion this time. */
export function express(
  emotion: Emotion,
  intensity: Intensity,
  voice: Voice,
  random: Random,
): Expression {
  const depth = DEPTH[intensity] * voice.expressiveness;
  const change = TYPICAL[emotion].map((typical, i) => {
    return typical * depth + (VARIATION[i] ?? 0) * normal(random);
  });
  const [pitch = 0, range = 0, level = 0, tempo = 0, brightness = 0, breath = 0] = change;
  const [tremor = 0, rise = 0] = change.slice(6);
  return { pitch, range, level, tempo, brightness, breath, tremor: Math.max(0, tremor), rise };
}

/** A normally distributed number, mean 0 and deviation 1 (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
