import { z } from 'zod';
import { parse } from '../_parse.js';
import { expected } from '../errors.js';
import { notebookCnn } from '../networks/notebook-cnn.js';
import { checkRows, type LabelledRows } from '../labelled-rows.js';
import { networkSpecSchema, type NetworkSpec } from '../networks/network-spec.js';

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

/** Options of {@link train}. */
export interface TrainOptions {
  /** The rows to learn from. */
  readonly fit: LabelledRows;
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
  /** Adam's step size (0.001). */
  readonly learningRate?: number;
  /** Decides the first weights and the order of the rows (0). */
  readonly seed?: number;
  /**
   * Which epoch's weights to keep. `dev`: those with the best unweighted average recall on the dev part, the earlier
   * of equals. `last`: those after the last epoch. By default `dev` where there is a dev part.
   */
  readonly selection?: 'dev' | 'last';
  /** Called after each epoch; the next one waits for it. */
  readonly onEpoch?: (record: EpochRecord) => void | Promise<void>;
  /** Ends the training after the current batch; `train` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The options with every default filled in. */
export type TrainPlan = Required<Omit<TrainOptions, 'dev' | 'onEpoch' | 'signal'>> &
  Pick<TrainOptions, 'dev' | 'onEpoch' | 'signal'>;

const rowsSchema = z.strictObject({
  x: z.instanceof(Float32Array),
  y: z.unknown(),
  rows: z.int().min(1),
  width: z.int().min(1),
});

const optionsSchema = z.strictObject({
  fit: rowsSchema,
  dev: rowsSchema.optional(),
  classes: z.int().min(2).max(65_536),
  network: networkSpecSchema.optional(),
  epochs: z.int().min(1).default(50),
  batchSize: z.int().min(1).default(32),
  learningRate: z.number().positive().default(1e-3),
  seed: z.int().default(0),
  selection: z.enum(['dev', 'last']).optional(),
  onEpoch: z.custom((value) => typeof value === 'function', 'a function').optional(),
  signal: z.instanceof(AbortSignal).optional(),
});

/**
 * Checks the options and fills in the defaults.
 *
 * @throws {ModelError} INVALID_OPTION for a value out of range or a misspelt name; INVALID_DATA for rows that do not fit
 */
export function planTraining(options: TrainOptions): TrainPlan {
  const { epochs, batchSize, learningRate, seed, selection } = parse(
    optionsSchema,
    options,
    'train',
    'INVALID_OPTION',
  );
  const { fit, dev, classes } = options;
  checkRows(fit, classes, fit.width, 'fit');
  if (dev !== undefined) checkRows(dev, classes, fit.width, 'dev');
  if (selection === 'dev' && dev === undefined)
    throw expected('INVALID_OPTION', "a dev part or selection 'last'", 'train.selection', '"dev"');
  return {
    ...options,
    ...{ epochs, batchSize, learningRate, seed },
    network: options.network ?? notebookCnn({ inputWidth: fit.width, classes }),
    selection: selection ?? (dev === undefined ? 'last' : 'dev'),
  };
}
