import type { NetworkSpec, SimpleLayerSpec } from './network-spec.js';

/** Sizes of {@link logMelConv}. */
export interface LogMelConvOptions {
  /** Frames and bands of a row (130, 64). */
  readonly frames?: number;
  readonly bands?: number;
  /** Emotions to tell apart (8). */
  readonly classes?: number;
  /** Channels of every convolution (128). */
  readonly filters?: number;
  /** Share of values that are dropped in each block (0.3). */
  readonly dropout?: number;
  /** Deviation of the noise on the input, which has deviation 1 (0.2). */
  readonly noise?: number;
}

/**
 * A small network for a log-mel spectrogram as a sequence of frames: convolutions along time that take the bands for
 * channels. Pooling quarters the frames early, which costs no recall and saves two thirds of the time, and halves them
 * once more, so that five steps reach further; attention and maximum over time make one row of what is left.
 */
export function logMelConv({
  frames = 130,
  bands = 64,
  classes = 8,
  filters = 128,
  dropout = 0.3,
  noise = 0.2,
}: LogMelConvOptions = {}): NetworkSpec {
  const block = (index: number): SimpleLayerSpec[] => [
    {
      type: 'conv1d',
      name: `conv${index}`,
      filters,
      kernelSize: 5,
      activation: 'linear',
      padding: 'same',
      useBias: false,
    },
    { type: 'batchNormalization', name: `norm${index}`, momentum: 0.9, epsilon: 1e-3 },
    { type: 'activation', name: `relu${index}`, activation: 'relu' },
    { type: 'dropout', name: `drop${index}`, rate: dropout },
  ];
  const residual = (index: number) =>
    ({ type: 'residual', name: `block${index}`, layers: block(index) }) as const;
  const pool = (index: number, poolSize: number) =>
    ({ type: 'maxPooling1d', name: `pool${index}`, poolSize }) as const;
  return {
    name: 'log-mel-conv',
    inputShape: [frames, bands],
    layers: [
      { type: 'gaussianNoise', name: 'noise', deviation: noise },
      ...block(1),
      ...[pool(1, 4), residual(2), residual(3)],
      ...[pool(2, 2), residual(4), residual(5)],
      { type: 'timePooling', name: 'pooled', statistics: ['attention', 'max'], units: 64 },
      { type: 'dropout', name: 'drop-pooled', rate: 0.3 },
      // Maxima over a sum of blocks are large: any other start spends the first epochs on unlearning its answers.
      {
        type: 'dense',
        name: 'probabilities',
        units: classes,
        activation: 'softmax',
        initialKernel: 'zeros',
      },
    ],
  };
}
