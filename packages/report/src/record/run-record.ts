import { z } from 'zod';

const ratio = z.number().min(0).max(1);
const count = z.int().min(0);

/**
 * `config.json`, as far as the report knows it: what was asked for and what was at work. Whatever else is there is
 * kept and shown with the record.
 */
export const configSchema = z.looseObject({
  command: z.string(),
  startedAt: z.string(),
  options: z.record(z.string(), z.unknown()),
  corpus: z.looseObject({ name: z.string(), dir: z.string(), synthetic: z.boolean() }),
  prosodia: z.string(),
  commit: z.string().nullable(),
});

/** `metrics.json`: what came out. Ratios are 0 .. 1, losses nats (null where they are not finite), times seconds. */
export const metricsSchema = z.looseObject({
  backend: z.object({ name: z.string(), version: z.string(), device: z.string() }),
  corpus: z.object({ name: z.string(), synthetic: z.boolean(), clips: count, failed: count }),
  dataHash: z.string(),
  featureSet: z.string(),
  network: z.string(),
  params: z.object({ total: count }),
  counts: z.object({ train: count, dev: count, test: count }),
  leakCheck: z.object({
    clips: count,
    duplicateGroups: z.array(z.array(z.string())),
    sharedSpeakers: count,
  }),
  seed: count,
  splitSeed: count,
  selection: z.string(),
  epochs: count,
  chosenEpoch: count,
  test: z.object({
    loss: z.number().nullable(),
    accuracy: ratio,
    uar: ratio,
    macroF1: ratio,
    perClass: z.array(
      z.object({ label: z.string(), precision: ratio, recall: ratio, f1: ratio, support: count }),
    ),
    confusion: z.array(z.array(count)),
    labels: z.array(z.string()).min(2),
  }),
  baseline: z.object({ name: z.string(), accuracy: ratio }),
  seconds: z.object({ extract: z.number(), train: z.number() }),
});

/** A row of `history.csv`; the dev values are undefined where there was no dev part. */
export interface Epoch {
  /** 1 for the first. */
  readonly epoch: number;
  readonly loss: number | undefined;
  readonly accuracy: number | undefined;
  readonly devLoss: number | undefined;
  readonly devAccuracy: number | undefined;
  /** Unweighted average recall. */
  readonly devUar: number | undefined;
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

export type RunConfig = z.output<typeof configSchema>;
export type RunMetrics = z.output<typeof metricsSchema>;

/** A run as it was written down, and all that the report knows of it. */
export interface RunRecord {
  /** The folder's own name. */
  readonly folder: string;
  /** How the report calls the run. */
  readonly name: string;
  readonly config: RunConfig;
  readonly metrics: RunMetrics;
  readonly history: readonly Epoch[];
  readonly predictions: readonly Prediction[];
}
