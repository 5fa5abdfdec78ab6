import { melFilterbank } from '@prosodia/dsp-native';

export interface MelBands {
  readonly sampleRate: number;
  readonly nFft: number;
  readonly nMels: number;
  readonly fMin: number;
  readonly fMax: number;
}

/** The middle of each mel band in Hz: the mean of its bins, weighted. */
export function melMiddles(bands: MelBands): number[] {
  const filters = melFilterbank(bands);
  const binHz = bands.sampleRate / bands.nFft;
  const bins = filters.length / bands.nMels;
  return Array.from({ length: bands.nMels }, (_, band) => {
    const weights = filters.subarray(band * bins, (band + 1) * bins);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.reduce((sum, weight, bin) => sum + weight * bin * binHz, 0) / total;
  });
}
