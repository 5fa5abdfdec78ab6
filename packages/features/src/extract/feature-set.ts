import { expected } from '../errors.js';

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
  readonly output: 'band-mean';
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
}

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

/** Every feature set there is. */
export const FEATURE_SETS: readonly FeatureSet[] = [MEL_MEAN_259_V1];

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
