import { percentilesOf } from './_percentiles.js';
import { meanPitch, pitchTrack, type VoiceRows } from './_voice-rows.js';

const PERCENTILES = [5, 25, 50, 75, 95];
const SPREAD = ['mean', 'sd', ...PERCENTILES.map((percent) => `p${percent}`)];
const named = (series: string): string[] => SPREAD.map((statistic) => `${series}_${statistic}`);

/** In the order of `prosodyStats`. */
export const PROSODY_NAMES: readonly string[] = [
  ...named('pitch'),
  ...['pitch_slope', 'pitch_curve', 'pitch_begin', 'pitch_end', 'pitch_level'],
  ...[...named('pitchStep'), 'pitchStep_size'],
  ...['voiced_share', 'voiced_rate', 'voiced_mean', 'voiced_longest', 'length', 'active_share'],
  ...[...named('harmonicity'), 'strength_mean', 'strength_sd'],
  ...[...named('voicedLevel'), ...named('level'), 'levelStep_size'],
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
    ...[...spread(loud), ...spread(level), mean(changes(level).map(Math.abs))],
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

type Numbers = readonly number[] | Float32Array;

const mean = (values: Numbers): number =>
  values.length === 0 ? 0 : sum(values, (value) => value) / values.length;

function deviation(values: Numbers): number {
  const middle = mean(values);
  return Math.sqrt(sum(values, (value) => (value - middle) ** 2) / Math.max(1, values.length));
}

function sum(values: Numbers, of: (value: number, index: number) => number): number {
  let total = 0;
  for (const [index, value] of values.entries()) total += of(value, index);
  return total;
}

const changes = (values: Numbers): number[] =>
  Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => {
    return (values[i + 1] ?? 0) - (values[i] ?? 0);
  });

/** In the order of SPREAD. */
const spread = (values: Numbers): number[] => [
  mean(values),
  deviation(values),
  ...percentilesOf(values, PERCENTILES),
];

/** Of the line that fits best (least squares); 0 where all x are one. */
function slope(x: Numbers, y: Numbers): number {
  const [middleX, middleY] = [mean(x), mean(y)];
  const squares = sum(x, (value) => (value - middleX) ** 2);
  if (squares === 0) return 0;
  return sum(x, (value, i) => (value - middleX) * ((y[i] ?? 0) - middleY)) / squares;
}

/** The share of a parabola in a line from beginning to end, as the second orthogonal polynomial has it. */
function curve(y: Numbers): number {
  const last = Math.max(1, y.length - 1);
  const parabola = Array.from(y, (_, i) => 6 * (i / last) ** 2 - 6 * (i / last) + 1);
  return slope(parabola, y);
}

function correlation(x: Numbers, y: Numbers): number {
  const [spreadX, spreadY] = [deviation(x), deviation(y)];
  return spreadX === 0 || spreadY === 0 ? 0 : (slope(x, y) * spreadX) / spreadY;
}
