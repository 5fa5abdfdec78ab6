import type { LayersModel } from '@tensorflow/tfjs';
import { z } from 'zod';
import { parse } from '../_parse.js';
import { expected, type ModelError } from '../errors.js';
import { notebookCnn } from '../networks/notebook-cnn.js';
import { checkRows, type LabelledRows } from '../labelled-rows.js';
import { networkSpecSchema, type NetworkSpec } from '../networks/network-spec.js';
import type { Schedule } from './_schedule.js';
import type { Augmentation } from './augmentation.js';

/** What one epoch came to. The dev values are there when there is a dev part. */
export interface EpochRecord {
  /** 1 for the first. */
  readonly epoch: number;
  /** Mean loss of the epoch's batches, each before its own step, as Keras reports it (nats). */
  readonly loss: number;
  /** Accuracy of the same predictions, 0 .. 1. */
  readonly accuracy: number;
  /** Loss, accuracy and unweighted average recall of the dev part after the epoch. */
  readonly devLoss?: number;
  readonly devAccuracy?: number;
  readonly devUar?: number;
  /** Wall time of the epoch. */
  readonly seconds: number;
}

/** What a training is at the end of an epoch. */
export interface EpochMoment {
  /** With the weights of this moment; it stays the training's own. */
  readonly model: LayersModel;
  /** Adam's step size in the last step of the epoch. */
  readonly learningRate: number;
}

/** Where the state of a training is kept while it goes on. */
export interface CheckpointOptions {
  /**
   * A folder of their own; made where it is missing, the caller removes it. Where a training with the same options was
   * interrupted that wrote here, this one goes on from there.
   */
  readonly folder: string;
  /** One is written after each epoch, and within an epoch where the last is so many seconds old (60). */
  readonly everySeconds?: number;
  /**
   * Told, once for each, what the training goes on without: a checkpoint that cannot be written, one that cannot be
   * read while an older one can (a warning of Node).
   */
  readonly onProblem?: (problem: ModelError) => void;
}

/** Options of {@link train}. */
export interface TrainOptions {
  /** The rows to learn from. */
  readonly train: LabelledRows;
  /** Rows that are not learnt from but may choose the epoch. */
  readonly dev?: LabelledRows;
  /** Number of classes, 2 or more. */
  readonly classes: number;
  /** What to train; by default the notebook's network. */
  readonly network?: NetworkSpec;
  /** Passes over the rows, 1 or more (50). */
  readonly epochs?: number;
  /** Rows a step, 1 or more (32). The last batch of an epoch may be smaller. */
  readonly batchSize?: number;
  /** Adam's step size (0.001); of a schedule the largest. */
  readonly learningRate?: number;
  /** How the step size changes: not at all, or up in a tenth of the steps and down along a cosine (`constant`). */
  readonly schedule?: Schedule;
  /** Share of themselves that kernels lose in a step, times the step size; AdamW's (0). */
  readonly weightDecay?: number;
  /** Share of each row's class that all classes get in equal parts, 0 .. 0.9 (0). */
  readonly labelSmoothing?: number;
  /** How rows are changed while they are learnt from (not at all). */
  readonly augmentation?: Augmentation;
  /** Decides the first weights and the order of the rows (0). */
  readonly seed?: number;
  /**
   * Which epoch's weights to keep. `dev`: those with the best unweighted average recall on the dev part, the earlier
   * of equals. `last`: those after the last epoch. By default `dev` where there is a dev part.
   */
  readonly selection?: 'dev' | 'last';
  /** Called after each epoch; the next one waits for it. */
  readonly onEpoch?: (record: EpochRecord, moment: EpochMoment) => void | Promise<void>;
  /** Ends the training after the current batch; `train` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Without it nothing is written. */
  readonly checkpoints?: CheckpointOptions;
}

/** The options with every default filled in. */
export type TrainPlan = Required<Omit<TrainOptions, Undecided>> & Pick<TrainOptions, Undecided>;
type Undecided = 'dev' | 'onEpoch' | 'signal' | 'checkpoints';

const rowsSchema = z.strictObject({
  x: z.instanceof(Float32Array),
  y: z.unknown(),
  rows: z.int().min(1),
  width: z.int().min(1),
});

const functionSchema = z.custom((value) => typeof value === 'function', 'a function');

const optionsSchema = z.strictObject({
  train: rowsSchema,
  dev: rowsSchema.optional(),
  classes: z.int().min(2).max(65_536),
  network: networkSpecSchema.optional(),
  epochs: z.int().min(1).default(50),
  batchSize: z.int().min(1).default(32),
  learningRate: z.number().positive().default(1e-3),
  schedule: z.enum(['constant', 'cosine']).default('constant'),
  weightDecay: z.number().min(0).max(10).default(0),
  labelSmoothing: z.number().min(0).max(0.9).default(0),
  augmentation: z
    .strictObject({
      gain: z.number().min(0).optional(),
      shift: z.int().min(0).optional(),
      mixup: z.number().min(0).max(1).optional(),
    })
    .default({}),
  seed: z.int().default(0),
  selection: z.enum(['dev', 'last']).optional(),
  onEpoch: functionSchema.optional(),
  signal: z.instanceof(AbortSignal).optional(),
  checkpoints: z
    .strictObject({
      folder: z.string().min(1),
      everySeconds: z.number().min(0).optional(),
      onProblem: functionSchema.optional(),
    })
    .optional(),
});

/**
 * Checks the options and fills in the defaults.
 *
 * @throws {ModelError} INVALID_OPTION for a value out of range or a misspelt name; INVALID_DATA for rows that do not fit
 */
export function planTraining(options: TrainOptions): TrainPlan {
  const { selection, ...filledIn } = parse(optionsSchema, options, 'train', 'INVALID_OPTION');
  const { epochs, batchSize, learningRate, seed } = filledIn;
  const { schedule, weightDecay, labelSmoothing } = filledIn;
  const { train, dev, classes } = options;
  checkRows(train, classes, train.width, 'train');
  if (dev !== undefined) checkRows(dev, classes, train.width, 'dev');
  if (selection === 'dev' && dev === undefined)
    throw expected('INVALID_OPTION', "a dev part or selection 'last'", 'train.selection', '"dev"');
  const network = options.network ?? notebookCnn({ inputWidth: train.width, classes });
  if ((options.augmentation?.shift ?? 0) > 0 && network.inputShape.length < 2)
    throw expected('INVALID_OPTION', 'rows of steps', 'train.augmentation.shift', network.name);
  return {
    ...options,
    ...{ epochs, batchSize, learningRate, seed, schedule, weightDecay, labelSmoothing },
    augmentation: options.augmentation ?? {},
    network,
    selection: selection ?? (dev === undefined ? 'last' : 'dev'),
  };
}
