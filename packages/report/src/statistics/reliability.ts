import type { Prediction } from '../record/run-record.js';

/** Clips that were named with a similar confidence. */
export interface ReliabilityBin {
  /** Confidence: the probability of the class that was named. */
  readonly from: number;
  readonly to: number;
  readonly clips: number;
  readonly hits: number;
  readonly meanConfidence: number;
  /** Share that was named rightly. */
  readonly accuracy: number;
}

/** Whether confidence means what it says. */
export interface Reliability {
  /** Those that hold clips. */
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: the mean gap between confidence and accuracy, weighted by clips, 0 .. 1. */
  readonly error: number;
}

/** Sorts clips into bins of equal width by confidence. (Guo et al. 2017, On calibration of modern neural networks.) */
export function reliabilityOf(predictions: readonly Prediction[], count = 10): Reliability {
  const bins = Array.from({ length: count }, (_, index): ReliabilityBin | undefined => {
    const inside = predictions.filter(
      (prediction) => Math.min(count - 1, Math.floor(confidenceOf(prediction) * count)) === index,
    );
    if (inside.length === 0) return undefined;
    const hits = inside.filter(({ actual, predicted }) => actual === predicted).length;
    const sum = inside.reduce((total, prediction) => total + confidenceOf(prediction), 0);
    return {
      ...{ from: index / count, to: (index + 1) / count, clips: inside.length, hits },
      meanConfidence: sum / inside.length,
      accuracy: hits / inside.length,
    };
  }).filter((bin) => bin !== undefined);
  const gaps = bins.map(
    ({ clips, meanConfidence, accuracy }) => clips * Math.abs(meanConfidence - accuracy),
  );
  return { bins, error: gaps.reduce((sum, gap) => sum + gap, 0) / predictions.length };
}

/** The probability of the class that was named. */
export const confidenceOf = ({ probabilities }: Prediction): number => Math.max(...probabilities);
