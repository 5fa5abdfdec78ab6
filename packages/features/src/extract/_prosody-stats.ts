import {
  curve,
  deviation,
  mean,
  roughness,
  slope,
  spread,
  spreadNames,
  sum,
  type Numbers,
} from './_numbers.js';
import { meanPitch, pitchTrack, type VoiceRows } from './_voice-rows.js';

/** In the order of `prosodyStats`. */
export const PROSODY_NAMES: readonly string[] = [
  ...spreadNames('pitch'),
  ...['pitch_slope', 'pitch_curve', 'pitch_begin', 'pitch_end', 'pitch_level'],
  ...[...spreadNames('pitchStep'), 'pitchStep_size'],
  ...['voiced_share', 'voiced_rate', 'voiced_mean', 'voiced_longest', 'length', 'active_share'],
  ...[...spreadNames('harmonicity'), 'strength_mean', 'strength_sd'],
  ...[...spreadNames('voicedLevel'), ...spreadNames('level'), 'levelStep_size'],
];

/**
 * How something is said: statistics over time of pitch (octaves), of its steps from frame to frame, of voicing, of the
 * ratio of harmonics to noise (dB) and of the level (dB). What these are in affective computing: Eyben et al. 2016,
 * "The Geneva minimalistic acoustic parameter set (GeMAPS)".
 *
 * @param framesPerSecond
 * @returns as many values as {@link PROSODY_NAMES}
 */
export function prosodyStats(voice: VoiceRows, framesPerSecond: number): number[] {
  const { voiced, strength, level, frames, allFrames } = voice;
  const track = pitchTrack(voice);
  const heard = [...voiced.keys()].filter((frame) => track === null || voiced[frame]);
  const pitch = track ?? heard.map(() => meanPitch(voice));
  const loud = heard.map((frame) => level[frame] ?? 0);
  const times = heard.map((frame) => frame / framesPerSecond);
  const steps = stepsOf(heard, pitch);
  const runs = runsOf(voiced);
  const third = Math.max(1, Math.floor(pitch.length / 3));
  const middle = mean(pitch);
  const seconds = frames / framesPerSecond;
  return [
    ...spread(pitch),
    ...[slope(times, pitch), curve(pitch)],
    ...[mean(pitch.slice(0, third)) - middle, mean(pitch.slice(-third)) - middle],
    correlation(pitch, loud),
    ...[...spread(steps), mean(steps.map(Math.abs))],
    sum(voiced.map(Number), (value) => value) / frames,
    runs.length / seconds,
    ...[mean(runs) / framesPerSecond, Math.max(0, ...runs) / framesPerSecond],
    ...[seconds, frames / allFrames],
    ...spread(heard.map((frame) => harmonicity(strength[frame] ?? 0))),
    ...[mean(strength), deviation(strength)],
    ...[...spread(loud), ...spread(level), roughness(level)],
  ];
}

/** The ratio of harmonics to noise in dB. */
function harmonicity(strength: number): number {
  const within = Math.min(0.99, Math.max(0.01, strength));
  return 10 * Math.log10(within / (1 - within));
}

/** Steps of the pitch between frames that follow each other; one of 0 where there are none. */
function stepsOf(places: readonly number[], pitch: readonly number[]): number[] {
  const steps: number[] = [];
  for (let i = 1; i < places.length; i++)
    if (places[i] === (places[i - 1] ?? 0) + 1) steps.push((pitch[i] ?? 0) - (pitch[i - 1] ?? 0));
  return steps.length > 0 ? steps : [0];
}

/** Lengths of the voiced stretches, in frames. */
function runsOf(voiced: readonly boolean[]): number[] {
  const runs: number[] = [];
  for (const [frame, isVoiced] of voiced.entries()) {
    if (!isVoiced) continue;
    if (voiced[frame - 1]) runs.push((runs.pop() ?? 0) + 1);
    else runs.push(1);
  }
  return runs;
}

function correlation(x: Numbers, y: Numbers): number {
  const [spreadX, spreadY] = [deviation(x), deviation(y)];
  return spreadX === 0 || spreadY === 0 ? 0 : (slope(x, y) * spreadX) / spreadY;
}
