import { delta } from '@prosodia/dsp-native';
import { percentilesOf } from './_numbers.js';

/** Log-mel bands that the statistics are of. */
export const BANDS = 64;
/** Cepstral coefficients of a frame. */
export const N_MFCC = 20;
/** Frames that a delta is fitted to, as librosa has it; a clip with fewer has deltas of 0. */
const DELTA_FRAMES = 9;
const PERCENTILES = [10, 50, 90];
const STATISTICS = ['mean', 'sd', ...PERCENTILES.map((percent) => `p${percent}`)];

const SERIES = [
  ...Array.from({ length: BANDS }, (_, i) => `mel${String(i).padStart(2, '0')}`),
  ...['mfcc', 'delta', 'delta2'].flatMap((name) =>
    Array.from({ length: N_MFCC }, (_, i) => `${name}${String(i).padStart(2, '0')}`),
  ),
];

/** `mel00_mean`, `mel00_sd` ... `delta219_p90`. */
export const POOLED_NAMES: readonly string[] = SERIES.flatMap((name) =>
  STATISTICS.map((statistic) => `${name}_${statistic}`),
);

/** Orthonormal DCT-II, N_MFCC x BANDS. */
const DCT = Float64Array.from({ length: N_MFCC * BANDS }, (_, i) => {
  const [k, band] = [Math.floor(i / BANDS), i % BANDS];
  return (
    Math.sqrt((k === 0 ? 1 : 2) / BANDS) * Math.cos((Math.PI * k * (2 * band + 1)) / (2 * BANDS))
  );
});

/**
 * Statistics over time of a log-mel spectrogram, its MFCCs and their deltas.
 *
 * @param row BANDS x maxFrames, row-major
 * @param frames how many of them the clip has
 */
export function pooledStats(row: Float32Array, frames: number): Float32Array {
  const maxFrames = row.length / BANDS;
  const mel = Array.from({ length: BANDS }, (_, band) =>
    row.subarray(band * maxFrames, band * maxFrames + frames),
  );
  return pooledStatsOf(mel, cepstrumOf(mel, frames), frames);
}

/** The same of the bands themselves, each of `frames` values, and of their cepstrum. */
export function pooledStatsOf(
  mel: readonly Float32Array[],
  values: Float32Array,
  frames: number,
): Float32Array {
  const deltas = [1, 2].map((order) =>
    frames < DELTA_FRAMES
      ? new Float32Array(values.length)
      : delta({ values, nFrames: frames }, { width: DELTA_FRAMES, order }),
  );
  const series = [
    ...mel,
    ...[values, ...deltas].flatMap((matrix) =>
      Array.from({ length: N_MFCC }, (_, k) => matrix.subarray(k * frames, (k + 1) * frames)),
    ),
  ];
  return Float32Array.from(series.flatMap(statisticsOf));
}

/** MFCCs of log-mel bands of `frames` values each: N_MFCC x frames, row-major. */
export function cepstrumOf(mel: readonly Float32Array[], frames: number): Float32Array {
  const result = new Float32Array(N_MFCC * frames);
  for (let k = 0; k < N_MFCC; k++)
    for (let frame = 0; frame < frames; frame++) {
      let sum = 0;
      for (let band = 0; band < BANDS; band++)
        sum += (DCT[k * BANDS + band] ?? 0) * (mel[band]?.[frame] ?? 0);
      result[k * frames + frame] = sum;
    }
  return result;
}

/** In the order of STATISTICS. */
function statisticsOf(values: Float32Array): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / values.length), ...percentilesOf(values, PERCENTILES)];
}
