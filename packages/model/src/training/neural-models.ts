import { expected } from '../errors.js';
import { logMelConv } from '../networks/log-mel-conv.js';
import type { NetworkSpec } from '../networks/network-spec.js';
import { notebookCnn } from '../networks/notebook-cnn.js';
import {
  choice,
  logRange,
  range,
  withSettings,
  type Dimension,
  type SearchSpace,
  type Settings,
} from '../search/space.js';
import type { TrainOptions } from './train-options.js';

/** How a network is trained, whatever the rows. */
export type TrainingSettings = Required<Pick<TrainOptions, 'epochs' | 'batchSize'>> &
  Pick<
    TrainOptions,
    'learningRate' | 'schedule' | 'weightDecay' | 'labelSmoothing' | 'augmentation'
  >;

/** What a row is to a network: values side by side, or frames of bands one after the other. */
export type NetworkInput = 'values' | 'sequence';

/** A kind of network and the way to train it. */
export interface NeuralModel {
  readonly name: string;
  readonly input: NetworkInput;
  /** What it can be set to, as it stands. */
  readonly settings: Settings;
  /** What a search may try. */
  readonly space: SearchSpace;
  /**
   * @param shape of a row: [values], or [frames, bands]
   * @throws {ModelError} INVALID_OPTION where the network cannot take such rows
   */
  readonly network: (shape: readonly number[], classes: number) => NetworkSpec;
  readonly training: TrainingSettings;
  /**
   * The same with settings of one's own over the usual ones.
   *
   * @throws {ModelError} INVALID_OPTION for a name that it does not have
   */
  at(settings: Settings): NeuralModel;
}

/** Every kind there is; a new one is a new entry. */
export const NEURAL_MODELS: readonly NeuralModel[] = [
  model(
    'notebook-cnn',
    'values',
    { epochs: 50, batchSize: 32, learningRate: 1e-3, labelSmoothing: 0, mixup: 0 },
    {
      epochs: choice(25, 50, 100),
      batchSize: choice(32, 64, 128),
      learningRate: logRange(1e-4, 5e-3),
      labelSmoothing: choice(0, 0.1),
      mixup: choice(0, 0.3),
    },
    ({ mixup, ...training }) => ({
      network: (shape, classes) =>
        notebookCnn({ inputWidth: shape.reduce((all, size) => all * size, 1), classes }),
      training: { ...training, augmentation: { mixup } },
    }),
  ),
  model(
    'log-mel-conv',
    'sequence',
    {
      ...{ filters: 128, dropout: 0.3, noise: 0.2, mixup: 0.3 },
      ...{ epochs: 50, batchSize: 32, learningRate: 2e-3, weightDecay: 0.02, labelSmoothing: 0.1 },
    },
    {
      filters: choice(64, 96, 128, 192),
      dropout: range(0, 0.5),
      noise: range(0, 0.4),
      mixup: choice(0, 0.1, 0.3, 1),
      epochs: choice(30, 50, 80),
      batchSize: choice(16, 32, 64),
      learningRate: logRange(5e-4, 5e-3),
      weightDecay: logRange(1e-3, 0.2),
      labelSmoothing: choice(0, 0.05, 0.1, 0.2),
    },
    ({ filters, dropout, noise, mixup, ...training }) => ({
      network: ([frames, bands], classes) => {
        if (frames === undefined || bands === undefined)
          throw expected('INVALID_OPTION', 'rows of frames x bands', 'log-mel-conv', 'flat rows');
        return logMelConv({ frames, bands, classes, filters, dropout, noise });
      },
      training: { ...training, schedule: 'cosine', augmentation: { mixup } },
    }),
  ),
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

function model<Own extends Settings>(
  name: string,
  input: NetworkInput,
  settings: Own,
  space: { readonly [Name in keyof Own]: Dimension },
  make: (settings: Own) => Pick<NeuralModel, 'network' | 'training'>,
): NeuralModel {
  return {
    ...{ name, input, settings, space, ...make(settings) },
    at: (own) => model(name, input, withSettings(name, settings, own) as Own, space, make),
  };
}
