import { type Random } from '../_random.js';
import { CONTROL_RATE, type Formants, type Score } from './score.js';

/** Hz, as RAVDESS has it. */
export const DEMO_SAMPLE_RATE = 48_000;

const FRAME = DEMO_SAMPLE_RATE / CONTROL_RATE;
const OPEN_QUOTIENT = 0.6;
const BANDWIDTHS: Formants = [80, 100, 140, 220];
const ROOM_NOISE_DB = -78;

/**
 * Sounds a score: the KLGLOTT88 glottal pulse and noise through four resonators in a row
 * (Klatt 1980, doi:10.1121/1.383940; Klatt and Klatt 1990, doi:10.1121/1.398894).
 *
 * @returns samples at {@link DEMO_SAMPLE_RATE}, about -1 to 1
 */
export function render(score: Score, random: Random): Float32Array {
  const { frames, cutoff, levelDb } = score;
  const samples = new Float32Array(frames.length * FRAME);
  const tract = BANDWIDTHS.map((bandwidth) => ({ bandwidth, last: 0, before: 0 }));
  const fall = Math.exp((-2 * Math.PI * cutoff) / DEMO_SAMPLE_RATE);
  let phase = 0;
  let source = 0;
  let voicing = 0;
  let noise = 0;
  let energy = 0;
  let spoken = 0;
  for (const [index, frame] of frames.entries()) {
    const sound = samples.subarray(index * FRAME, (index + 1) * FRAME);
    const step = frame.pitch / DEMO_SAMPLE_RATE;
    // Amplitudes glide over the frame: a jump would be a click in every band.
    const voicingStep = (frame.voicing - voicing) / FRAME;
    const noiseStep = (frame.noise - noise) / FRAME;
    for (let i = 0; i < FRAME; i++) {
      phase = phase + step < 1 ? phase + step : phase + step - 1;
      voicing += voicingStep;
      noise += noiseStep;
      const open = phase / OPEN_QUOTIENT;
      const pulse = open < 1 ? open * (2 - 3 * open) : 0;
      source = fall * source + (1 - fall) * pulse;
      sound[i] = voicing * source + noise * (random() - 0.5);
    }
    for (const [n, resonator] of tract.entries())
      resonate(sound, frame.formants[n] ?? 0, resonator);
    if (frame.voicing === 0) continue;
    for (const sample of sound) energy += sample * sample;
    spoken += FRAME;
  }
  const gain = 10 ** (levelDb / 20) / Math.sqrt(energy / spoken);
  const room = 10 ** (ROOM_NOISE_DB / 20);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = gain * (samples[i] ?? 0) + room * (random() - 0.5);
  }
  return samples;
}

interface Resonator {
  /** Hz. */
  readonly bandwidth: number;
  /** The last two outputs. */
  last: number;
  before: number;
}

/** A two-pole resonator with gain 1 at 0 Hz, in place. */
function resonate(sound: Float32Array, hertz: number, resonator: Resonator): void {
  const radius = Math.exp((-Math.PI * resonator.bandwidth) / DEMO_SAMPLE_RATE);
  const c = -radius * radius;
  const b = 2 * radius * Math.cos((2 * Math.PI * hertz) / DEMO_SAMPLE_RATE);
  const a = 1 - b - c;
  let { last, before } = resonator;
  for (let i = 0; i < sound.length; i++) {
    const output = a * (sound[i] ?? 0) + b * last + c * before;
    before = last;
    last = output;
    sound[i] = output;
  }
  resonator.last = last;
  resonator.before = before;
}
