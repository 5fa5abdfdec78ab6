import { z } from 'zod';

import {
  classScore,
  confusionMatrix,
  corpusPlace,
  count,
  program,
  ratio,
  type Immutable,
  type WrittenPlace,
} from './_shapes.js';

const settings = z.record(z.string(), z.unknown());

const config = z.object({
  command: z.literal('train'),
  /** ISO 8601. */
  startedAt: z.string(),
  /** As they were decided, by the names of the command line. */
  options: settings,
  corpus: corpusPlace.extend({ synthetic: z.boolean() }),
  featureSet: z.object({ id: z.string(), width: count, extraction: settings }),
  /** The network's layers, as `@prosodia/model` takes them. */
  network: settings,
  /** How it was trained; older records do not say. */
  training: settings.optional(),
  /** The instruction set that extracted the features. */
  kernel: z.string(),
  ...program,
});

const metrics = z.object({
  backend: z.object({ name: z.string(), version: z.string(), device: z.string() }),
  corpus: z.object({
    name: z.string(),
    /** True: a program made the sounds, and no number here says anything about people. */
    synthetic: z.boolean(),
    clips: count,
    /** Files left out because of their name or their content. */
    failed: count,
  }),
  /** SHA-256 over the clips and their features. */
  dataHash: z.string(),
  featureSet: z.string(),
  network: z.string(),
  params: z.object({ total: count, trainable: count, nonTrainable: count }),
  /** Clips of each part; no clip is in two of them. */
  counts: z.object({ train: count, dev: count, test: count }),
  /** What was proven of the split; a run whose split leaks does not get this far. */
  leakCheck: z.object({
    passed: z.literal(true),
    clips: count,
    /** Paths of equal sounds, each group in one part. */
    duplicateGroups: z.array(z.array(z.string())),
    /** Speakers heard in more than one part: the result is about known voices where there are any. */
    sharedSpeakers: count,
  }),
  /** What the emotions in the parts do to the meaning of the numbers, in words; empty where all is as it should be. */
  warnings: z.array(z.string()).default([]),
  seed: count,
  splitSeed: count,
  /** What chose the epoch: the dev part, or nothing. */
  selection: z.enum(['dev', 'last']),
  epochs: count,
  chosenEpoch: count,
  test: z.object({
    /** Nats; null where it is not finite. */
    loss: z.number().nullable(),
    accuracy: ratio,
    /** Unweighted average recall. */
    uar: ratio,
    macroF1: ratio,
    perClass: z.array(classScore),
    confusion: confusionMatrix,
    labels: z.array(z.string()).min(2),
  }),
  /** A plain classifier on the same rows: what the network must beat. */
  baseline: z.object({ name: z.string(), accuracy: ratio }),
  seconds: z.object({ extract: z.number(), train: z.number() }),
});

/** `config.json`: what was asked for and what was at work. Whatever else is there is kept. */
export const configSchema = config.loose();

/** `metrics.json`: what came out. Ratios are 0 .. 1, times seconds. Whatever else is there is kept. */
export const metricsSchema = metrics.loose().transform((found) => {
  const { train, dev, test } = found.counts;
  // Older records count the dev part among train: their parts come to more than there are clips.
  const older = train + dev + test > found.corpus.clips;
  return older ? { ...found, counts: { train: train - dev, dev, test } } : found;
});

/** `config.json` as it is read; what older records lack is optional. */
export type RunConfig = Immutable<z.output<typeof config>>;
/** `config.json` as it is written. */
export type WrittenConfig = Required<RunConfig> & WrittenPlace;
/** `metrics.json`. */
export type RunMetrics = Immutable<z.output<typeof metrics>>;

/** A row of `history.csv`. A loss that is not finite is read as undefined; dev values are there where a dev part was. */
export interface Epoch {
  /** 1 for the first. */
  readonly epoch: number;
  readonly loss?: number | undefined;
  readonly accuracy?: number | undefined;
  readonly devLoss?: number | undefined;
  readonly devAccuracy?: number | undefined;
  /** Unweighted average recall. */
  readonly devUar?: number | undefined;
  readonly seconds?: number | undefined;
}

/** A row of `predictions.csv`: a test clip. */
export interface Prediction {
  /** Relative to the corpus, parts joined by `/`. */
  readonly path: string;
  readonly actual: string;
  readonly predicted: string;
  /** In the order of the labels, 0 .. 1. */
  readonly probabilities: readonly number[];
}

/** A run as it was written down. */
export interface RunRecord {
  /** The folder's own name. */
  readonly folder: string;
  /** What it is called: `folder`, unless somebody names it otherwise. */
  readonly name: string;
  readonly config: RunConfig;
  readonly metrics: RunMetrics;
  readonly history: readonly Epoch[];
  readonly predictions: readonly Prediction[];
}
