import { z } from 'zod';

const ratio = z.number().min(0).max(1);
const count = z.int().min(0);
const classIndex = count;
const spread = z.object({ mean: ratio, deviation: z.number().min(0) });
const held = spread.extend({ interval: z.tuple([ratio, ratio]) });

/** How the rows of one kind were named, those of all seeds. */
const groupSchema = z.object({ group: z.string(), rows: count, accuracy: ratio, uar: ratio });

/** `evaluation.json` of `prosodia evaluate --protocol`. Ratios are 0 .. 1, times seconds. */
export const evaluationSchema = z.looseObject({
  protocol: z.string(),
  /** The protocol in words. */
  about: z.string(),
  features: z.string(),
  model: z.string(),
  selection: z.string(),
  normalise: z.string(),
  seeds: z.int().min(1),
  epochs: count.nullable(),
  ensemble: z.int().min(1),
  dataHash: z.string(),
  /** What was typed; older records do not say. */
  given: z
    .object({
      protocol: z.string(),
      foldColumn: z.string().optional(),
      set: z.record(z.string(), z.number()),
    })
    .optional(),
  labels: z.array(z.string()).min(2),
  synthetic: z.boolean(),
  folds: z.int().min(1),
  /** Intervals are 95 %, by drawing speakers. */
  accuracy: held,
  uar: held,
  macroF1: spread,
  /** Of the seeds' mean probabilities. */
  together: z.object({ accuracy: ratio, uar: ratio }),
  learntFrom: z.string(),
  /** Accuracy of the average listener. */
  human: ratio,
  /** Of the first seed, as the confusion matrix. */
  perClass: z.array(
    z.object({ label: z.string(), precision: ratio, recall: ratio, f1: ratio, support: count }),
  ),
  confusion: z.array(z.array(count)),
  perSpeaker: z.array(groupSchema),
  perGender: z.array(groupSchema),
  perIntensity: z.array(groupSchema),
  calibration: z.object({ error: ratio, errorAtTemperature: ratio, riskCoverageArea: ratio }),
  unsure: z.object({ wantedRisk: ratio, risk: ratio, coverage: ratio }),
  leakCheck: z.object({ passed: z.boolean(), folds: count, asked: z.array(z.string()) }),
  seconds: z.number(),
  clips: z.array(z.object({ path: z.string(), speaker: z.string(), actual: classIndex })).min(1),
  /** What each seed said of each clip. */
  predicted: z.array(z.array(classIndex)).min(1),
  /** Where the recordings lay; older records do not say. */
  corpus: z.object({ name: z.string(), dir: z.string() }).optional(),
  prosodia: z.string().optional(),
  commit: z.string().nullable().optional(),
});

/** A file of `folds/`, as far as the report knows it. */
export const foldSchema = z.looseObject({
  fold: z.string(),
  seed: count,
  counts: z.object({ train: count, dev: count, test: count }),
  /** Test clips x labels. */
  probabilities: z.array(ratio),
  devActual: z.array(classIndex),
  devProbabilities: z.array(ratio),
});

export type EvaluationScores = z.output<typeof evaluationSchema>;
export type FoldRecord = z.output<typeof foldSchema>;

/** An evaluation by a protocol as it was written down. */
export interface EvaluationRecord {
  /** The folder's own name. */
  readonly folder: string;
  /** How the report calls the evaluation. */
  readonly name: string;
  readonly scores: EvaluationScores;
  /** One after the other, seed by seed, in the order of `scores.clips`; none where the folder does not hold them. */
  readonly folds: readonly FoldRecord[];
}

/** The emotion that most test clips have, and the share of those that have it. */
export function commonestClass({ clips, labels }: Pick<EvaluationScores, 'clips' | 'labels'>): {
  readonly label: string;
  readonly share: number;
} {
  return labels
    .map((label, index) => ({
      label,
      share: clips.filter(({ actual }) => actual === index).length / clips.length,
    }))
    .reduce((most, next) => (next.share > most.share ? next : most));
}
