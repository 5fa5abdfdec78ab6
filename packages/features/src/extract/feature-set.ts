import { expected } from '../errors.js';
import type { StandardiserOptions } from '../rows/standardise.js';
import { CONTOUR_NAMES, contourStats } from './_contour-stats.js';
import { COURSE_NAMES, courseStats } from './_course-stats.js';
import { framesFirst } from './_frames-first.js';
import { cepstrumOf, POOLED_NAMES, pooledStats, pooledStatsOf } from './_pooled-stats.js';
import { PROSODY_NAMES, prosodyStats } from './_prosody-stats.js';
import { QUIET, voiceRows } from './_voice-rows.js';
import { VOICE_TRACKS, voiceSequence } from './_voice-sequence.js';

/** How `@prosodia/dsp-native` turns a file into one row of a feature set; its options, its names. */
export interface ExtractionSettings {
  readonly sampleRate: number;
  readonly offsetSeconds: number;
  readonly durationSeconds: number;
  readonly nFft: number;
  readonly hopLength: number;
  readonly padMode: 'reflect';
  readonly nMels: number;
  /** Hz. */
  readonly fMin: number;
  /** Hz. */
  readonly fMax: number;
  /** dB below the clip's maximum at which values are cut off. */
  readonly topDb: number;
  readonly output: 'band-mean' | 'log-mel' | 'log-mel-pitch';
  /** dB below the clip's loudest frame at which its beginning and end get no pitch; default: all of it gets one. */
  readonly pitchTopDb?: number;
}

/**
 * A named, versioned recipe for features. The id travels with every table and every model made
 * from it; any change of `names` or `extraction` is a new id.
 */
export interface FeatureSet {
  readonly id: string;
  /** How many values a clip has: the length of `names`. */
  readonly width: number;
  readonly names: readonly string[];
  readonly extraction: ExtractionSettings;
  /** What a row is a matrix of, row-major: frames x bands; undefined where its columns have no such order. */
  readonly shape?: readonly [frames: number, bands: number];
  /** Widths of groups of columns, side by side, that are to count alike, however many columns they have. */
  readonly blocks?: readonly number[];
  /** What becomes of a row of the native pass, where that is not the row itself. */
  readonly transform?: RowTransform;
}

/**
 * @param row what the native pass gave of a clip
 * @param frames how many frames the clip really had
 * @param into where the values of the set go, `width` of them
 */
export type RowTransform = (row: Float32Array, frames: number, into: Float32Array) => void;

const MEL_MEAN_FRAMES = 259;

/**
 * One value per frame: the mean in dB over 128 Slaney mel bands of 0 to 8000 Hz, for the 259 frames
 * of the 3 s that begin at 0.5 s, resampled to 44.1 kHz. Frames that a short clip lacks are 0.
 * (librosa 0.8: `power_to_db(melspectrogram(...)).mean(axis=0)` with reflect padding.)
 */
const MEL_MEAN_259_V1: FeatureSet = {
  id: 'mel-mean-259.v1',
  width: MEL_MEAN_FRAMES,
  names: Array.from({ length: MEL_MEAN_FRAMES }, (_, i) => `f${String(i).padStart(3, '0')}`),
  extraction: {
    sampleRate: 44_100,
    offsetSeconds: 0.5,
    durationSeconds: 3,
    nFft: 2048,
    hopLength: 512,
    padMode: 'reflect',
    nMels: 128,
    fMin: 0,
    fMax: 8000,
    topDb: 80,
    output: 'band-mean',
  },
};

/**
 * What the 259 values of `mel-mean-259.v1` say to classifiers that know no time, taken for a contour of loudness: its
 * levels, steps, rhythm and durations, and the parts of the voice in it. Made of those values and of nothing else.
 */
const CONTOUR_STATS_V1: FeatureSet = {
  id: 'contour-stats.v1',
  width: CONTOUR_NAMES.length,
  names: CONTOUR_NAMES,
  extraction: MEL_MEAN_259_V1.extraction,
  transform: (row, frames, into) => {
    const { sampleRate, hopLength } = MEL_MEAN_259_V1.extraction;
    into.set(contourStats(row.subarray(0, frames), sampleRate / hopLength));
  },
};

const SEQUENCE = { frames: 130, bands: 64 };

/**
 * The log-mel spectrogram as a sequence, 130 frames of 64 bands, for networks that look along time. The same 3 s as
 * above. A hop of 1024 is half a window, so nothing is skipped and a sequence is half as long as with 512; 64 bands
 * still part the harmonics of a high voice below 1 kHz. Frames that a short clip lacks are as quiet as its quietest
 * value: 0 dB would be a shout.
 */
const LOG_MEL_130X64_V1: FeatureSet = {
  id: 'log-mel-130x64.v1',
  width: SEQUENCE.frames * SEQUENCE.bands,
  names: Array.from({ length: SEQUENCE.frames * SEQUENCE.bands }, (_, i) => {
    const two = (value: number, digits: number): string => String(value).padStart(digits, '0');
    return `t${two(Math.floor(i / SEQUENCE.bands), 3)}b${two(i % SEQUENCE.bands, 2)}`;
  }),
  extraction: {
    ...MEL_MEAN_259_V1.extraction,
    hopLength: 1024,
    nMels: SEQUENCE.bands,
    output: 'log-mel',
  },
  shape: [SEQUENCE.frames, SEQUENCE.bands],
  transform: (row, frames, into) => {
    framesFirst(row, SEQUENCE.bands, frames, into);
  },
};

/**
 * For classifiers that know no time: mean, deviation and the 10th, 50th and 90th percentile over the frames of 64
 * log-mel bands, 20 MFCCs (an orthonormal DCT-II of the bands) and their first and second deltas, 620 values. The
 * same 3 s as above, frames every 512 samples; frames that a short clip lacks do not count.
 */
const POOLED_STATS_V1: FeatureSet = {
  id: 'pooled-stats.v1',
  width: POOLED_NAMES.length,
  names: POOLED_NAMES,
  extraction: { ...MEL_MEAN_259_V1.extraction, nMels: SEQUENCE.bands, output: 'log-mel' },
  transform: (row, frames, into) => {
    into.set(pooledStats(row, frames));
  },
};

/** A whole recording; what is quiet before and behind the voice is cut off by the sets. */
const WHOLE = {
  ...POOLED_STATS_V1.extraction,
  offsetSeconds: 0,
  durationSeconds: 6,
  output: 'log-mel-pitch',
  pitchTopDb: QUIET,
} as const;

/**
 * What is said of a voice in one row, from the first to the last frame within 35 dB of the loudest, of the first 6 s:
 * the statistics of `pooled-stats.v1`, 50 of pitch, voicing, harmonicity and level, and the course of the 20 MFCCs
 * over 16 places.
 */
const VOICE_STATS_V2: FeatureSet = {
  id: 'voice-stats.v2',
  width: POOLED_NAMES.length + PROSODY_NAMES.length + COURSE_NAMES.length,
  names: [...POOLED_NAMES, ...PROSODY_NAMES, ...COURSE_NAMES],
  blocks: [POOLED_NAMES.length, PROSODY_NAMES.length, COURSE_NAMES.length],
  extraction: WHOLE,
  transform: (row, frames, into) => {
    const voice = voiceRows(row, SEQUENCE.bands, frames);
    const cepstrum = cepstrumOf(voice.bands, voice.frames);
    into.set([
      ...pooledStatsOf(voice.bands, cepstrum, voice.frames),
      ...prosodyStats(voice, WHOLE.sampleRate / WHOLE.hopLength),
      ...courseStats(cepstrum, voice.frames),
    ]);
  },
};

const VOICE = { frames: 160, bands: SEQUENCE.bands };

/**
 * A voice as a sequence, from its first to its last frame within 35 dB of the loudest, at most 3.7 s: the log-mel
 * bands, then log2 of the pitch (its mean where unvoiced), whether voiced, periodicity, level. A shorter voice begins
 * again until the frames are full.
 */
const VOICE_160X68_V2: FeatureSet = {
  id: 'voice-160x68.v2',
  width: VOICE.frames * (VOICE.bands + VOICE_TRACKS.length),
  names: Array.from({ length: VOICE.frames }, (_, i) => `t${String(i).padStart(3, '0')}`).flatMap(
    (time) => [
      ...Array.from({ length: VOICE.bands }, (_, i) => `${time}b${String(i).padStart(2, '0')}`),
      ...VOICE_TRACKS.map((track) => `${time}_${track}`),
    ],
  ),
  extraction: { ...WHOLE, hopLength: 1024 },
  shape: [VOICE.frames, VOICE.bands + VOICE_TRACKS.length],
  transform: (row, frames, into) => {
    voiceSequence(voiceRows(row, VOICE.bands, frames), into);
  },
};

/** Every feature set there is. */
export const FEATURE_SETS: readonly FeatureSet[] = [
  MEL_MEAN_259_V1,
  CONTOUR_STATS_V1,
  LOG_MEL_130X64_V1,
  POOLED_STATS_V1,
  VOICE_STATS_V2,
  VOICE_160X68_V2,
];

/** How rows of a set are standardised: a band alike in all frames, blocks of columns alike. */
export function scalingOf({ shape, width, blocks }: FeatureSet): Required<StandardiserOptions> {
  return { period: shape?.[1] ?? width, blocks: blocks ?? [width] };
}

/**
 * The feature set called `id`.
 *
 * @throws {FeaturesError} `FEATURE_SET_UNKNOWN`
 */
export function featureSet(id: string): FeatureSet {
  const found = FEATURE_SETS.find((set) => set.id === id);
  if (found) return found;
  const known = FEATURE_SETS.map((set) => set.id).join(', ');
  throw expected('FEATURE_SET_UNKNOWN', `one of ${known}`, 'the feature set', id);
}
