import {
  changes,
  curve,
  deviation,
  mean,
  percentilesOf,
  roughness,
  slope,
  spread,
  spreadNames,
  sum,
  type Numbers,
} from './_numbers.js';

/** Share of the way from the quietest to the loudest at which the voice begins and ends. */
const VOICE = 0.35;
/** Such shares for how long the contour is above them, from when to when, and how often it falls below in between. */
const SHARES = [0.15, 0.25, 0.35, 0.5, 0.65, 0.8];
/** dB for how long the contour is above them. */
const LEVELS = [-55, -50, -45, -40, -35, -30, -25, -20];
/** Frames to either side of a running mean: a sound, a syllable. */
const [SOUND, SYLLABLE] = [2, 10] as const;
/** Hertz between which the rhythm of the contour is measured: phrase, words, syllables (3 to 5 Hz), sounds, noise. */
const RHYTHM = [0.5, 1.5, 3, 5, 8, 12, 20, 43];
/** The voice in so many parts of one length, and what is said of each. */
const PARTS = [4, 6];
const PART = ['mean', 'sd', 'least', 'most', 'change', 'roughness'];

/** In the order of `contourStats`. */
export const CONTOUR_NAMES: readonly string[] = [
  ...[...spreadNames('level'), 'level_slope', 'level_curve'],
  ...[...spreadNames('step'), 'step_size'],
  ...['noise_sd', 'sound_sd', 'syllable_sd', 'sound_step_size', 'syllable_step_size'],
  ...[...RHYTHM.slice(1).map((to, i) => `rhythm_${RHYTHM[i] ?? 0}_${to}`), 'rhythm_mean'],
  ...['length', 'begin', 'tail', 'clip_length'],
  ...SHARES.flatMap((share) =>
    ['length', 'begin', 'end', 'gaps'].map((what) => `above${share * 100}_${what}`),
  ),
  ...LEVELS.map((level) => `above${level}dB_length`),
  ...PARTS.flatMap((parts) =>
    Array.from({ length: parts }, (_, i) => PART.map((what) => `part${i + 1}of${parts}_${what}`)),
  ).flat(),
];

/**
 * What the course of loudness alone says: statistics of level (dB), steps from frame to frame, roughness at three
 * scales, rhythm (the spectrum of the contour), durations (frames), and the parts of the voice one after another.
 * The voice is from the first to the last frame that is loud in comparison with the clip.
 *
 * @param contour the mean of the bands in dB of each frame that the clip has, one or more
 * @param framesPerSecond
 * @returns as many values as {@link CONTOUR_NAMES}
 */
export function contourStats(contour: Float32Array, framesPerSecond: number): number[] {
  const smooth = runningMean(contour, 1);
  const heard = framesAbove(smooth, levelAt(smooth, VOICE));
  const [first, end] = [heard[0] ?? 0, (heard.at(-1) ?? contour.length - 1) + 1];
  const voice = contour.subarray(first, end);
  const [sounds, syllables] = [runningMean(voice, SOUND), runningMean(voice, SYLLABLE)];
  const places = Array.from(voice, (_, i) => i / Math.max(1, voice.length - 1));
  const steps = voice.length > 1 ? changes(voice) : [0];
  return [
    ...[...spread(voice), slope(places, voice), curve(voice)],
    ...[...spread(steps), roughness(voice)],
    ...[deviation(difference(voice, sounds)), deviation(difference(sounds, syllables))],
    ...[deviation(syllables), roughness(sounds), roughness(syllables)],
    ...rhythmOf(voice, framesPerSecond),
    ...[end - first, first, contour.length - end, contour.length],
    ...SHARES.flatMap((share) => {
      const above = framesAbove(contour, levelAt(contour, share));
      const gaps = changes(above).filter((step) => step > 1).length;
      return [above.length, above[0] ?? 0, above.at(-1) ?? 0, gaps];
    }),
    ...LEVELS.map((level) => framesAbove(contour, level).length),
    ...PARTS.flatMap((parts) => partsOf(voice, parts).flatMap(statisticsOf)),
  ];
}

/** dB at a share of the way from the quietest to the loudest frames; the few beyond them may be clicks. */
function levelAt(contour: Numbers, share: number): number {
  const [low = 0, high = 0] = percentilesOf(contour, [3, 97]);
  return low + share * (high - low);
}

function framesAbove(contour: Numbers, level: number): number[] {
  return [...contour.keys()].filter((frame) => (contour[frame] ?? 0) >= level);
}

/** The mean of each value and those up to `reach` away, of fewer at the ends. */
function runningMean(values: Numbers, reach: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [i, value] of values.entries()) sums[i + 1] = (sums[i] ?? 0) + value;
  return Float64Array.from(values, (_, i) => {
    const [from, to] = [Math.max(0, i - reach), Math.min(values.length, i + reach + 1)];
    return ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
  });
}

const difference = (a: Numbers, b: Numbers): number[] =>
  Array.from(a, (value, i) => value - (b[i] ?? 0));

const TRANSFORM = 512;
const COSINES = Float64Array.from({ length: TRANSFORM }, (_, i) =>
  Math.cos((2 * Math.PI * i) / TRANSFORM),
);
/** Stands for silence in a logarithm. */
const LEAST_SHARE = 1e-6;

/** Logarithms of the shares of power between the frequencies of RHYTHM, and the mean frequency, of at most 512 frames. */
function rhythmOf(voice: Float32Array, framesPerSecond: number): number[] {
  const middle = mean(voice);
  const last = Math.max(1, voice.length - 1);
  const windowed = Float64Array.from(
    voice,
    (value, i) => (value - middle) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / last)),
  );
  const power = Array.from({ length: TRANSFORM / 2 + 1 }, (_, bin) => {
    let [cosine, sine] = [0, 0];
    for (let i = 0; i < windowed.length; i++) {
      const value = windowed[i] ?? 0;
      cosine += value * (COSINES[(bin * i) % TRANSFORM] ?? 0);
      sine += value * (COSINES[(bin * i + TRANSFORM / 4) % TRANSFORM] ?? 0);
    }
    return cosine ** 2 + sine ** 2;
  });
  const hertz = power.map((_, bin) => (bin * framesPerSecond) / TRANSFORM);
  const total = sum(power, (value) => value) || 1;
  const shares = RHYTHM.slice(1).map((to, i) => {
    const from = RHYTHM[i] ?? 0;
    return (
      sum(power, (value, bin) =>
        (hertz[bin] ?? 0) >= from && (hertz[bin] ?? 0) < to ? value : 0,
      ) / total
    );
  });
  return [
    ...shares.map((share) => Math.log(share + LEAST_SHARE)),
    sum(power, (value, bin) => value * (hertz[bin] ?? 0)) / total,
  ];
}

/** Parts of one length, of at least a frame each. */
function partsOf(voice: Float32Array, parts: number): Float32Array[] {
  return Array.from({ length: parts }, (_, i) => {
    const start = Math.floor((i * voice.length) / parts);
    return voice.subarray(start, Math.max(start + 1, Math.floor(((i + 1) * voice.length) / parts)));
  });
}

/** In the order of PART. */
function statisticsOf(part: Float32Array): number[] {
  const change = (part.at(-1) ?? 0) - (part[0] ?? 0);
  const [least, most] = [Math.min(...part), Math.max(...part)];
  return [mean(part), deviation(part), least, most, change, roughness(part)];
}
