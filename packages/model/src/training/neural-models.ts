import { expected } from '../errors.js';
import { logMelConv } from '../networks/log-mel-conv.js';
import type { NetworkSpec } from '../networks/network-spec.js';
import { notebookCnn } from '../networks/notebook-cnn.js';
import type { TrainOptions } from './train-options.js';

/** How a network is trained, whatever the rows. */
export type TrainingSettings = Required<Pick<TrainOptions, 'epochs' | 'batchSize'>> &
  Pick<
    TrainOptions,
    'learningRate' | 'schedule' | 'weightDecay' | 'labelSmoothing' | 'augmentation'
  >;

/** A kind of network and the way to train it. */
export interface NeuralModel {
  readonly name: string;
  /**
   * @param shape of a row: [values], or [frames, bands]
   * @throws {ModelError} INVALID_OPTION where the network cannot take such rows
   */
  readonly network: (shape: readonly number[], classes: number) => NetworkSpec;
  readonly training: TrainingSettings;
}

/** Every kind there is; a new one is a new entry. */
export const NEURAL_MODELS: readonly NeuralModel[] = [
  {
    name: 'notebook-cnn',
    network: (shape, classes) =>
      notebookCnn({ inputWidth: shape.reduce((all, size) => all * size, 1), classes }),
    training: { epochs: 50, batchSize: 32 },
  },
  {
    name: 'log-mel-conv',
    network: ([frames, bands], classes) => {
      if (frames === undefined || bands === undefined)
        throw expected('INVALID_OPTION', 'rows of frames x bands', 'log-mel-conv', 'flat rows');
      return logMelConv({ frames, bands, classes });
    },
    training: {
      epochs: 50,
      batchSize: 32,
      learningRate: 2e-3,
      schedule: 'cosine',
      weightDecay: 0.02,
      labelSmoothing: 0.1,
    },
  },
];

/**
 * The kind of network called `name`.
 *
 * @throws {ModelError} INVALID_OPTION, naming those there are
 */
export function neuralModel(name: string): NeuralModel {
  const found = NEURAL_MODELS.find((candidate) => candidate.name === name);
  if (found) return found;
  const known = NEURAL_MODELS.map((candidate) => candidate.name).join(', ');
  throw expected('INVALID_OPTION', `one of ${known}`, 'the network', JSON.stringify(name));
}
