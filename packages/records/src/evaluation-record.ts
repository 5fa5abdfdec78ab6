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

const classIndex = count;
const spread = z.object({ mean: ratio, deviation: z.number().min(0) });
/** With the 95 % interval, by drawing speakers. */
const held = spread.extend({ interval: z.tuple([ratio, ratio]) });
/** How the rows of one kind were named, those of all seeds. */
const groupScore = z.object({ group: z.string(), rows: count, accuracy: ratio, uar: ratio });

const settings = z.object({
  protocol: z.string(),
  /** The protocol in words. */
  about: z.string(),
  features: z.string(),
  model: z.string(),
  /** What chose epochs and settings: the dev part; nothing; the test part itself, which is a mistake. */
  selection: z.enum(['dev', 'last', 'test-best']),
  /** What a value is measured against: the train part, or all clips of its own speaker. */
  normalise: z.enum(['train', 'speaker']),
  seeds: z.int().min(1),
  /** Null: the model's own. */
  epochs: count.nullable(),
  /** Networks that answer together. */
  ensemble: z.int().min(1),
  /** SHA-256 over the clips and their features. */
  dataHash: z.string(),
  /** SHA-256 over which clips are in which part of which fold; older records do not say. */
  foldsHash: z.string().optional(),
  /** What was typed and is not told by the rest; older records do not say. */
  given: z
    .object({
      protocol: z.string(),
      /** Of a CSV protocol. */
      foldColumn: z.string().optional(),
      set: z.record(z.string(), z.number()),
    })
    .optional(),
  labels: z.array(z.string()).min(2),
  synthetic: z.boolean(),
  /** What is fitted, as `@prosodia/model` takes it; older records do not say. */
  recipe: z.unknown().optional(),
});

const learntFrom = z.enum(['train', 'train and dev']);

const scores = settings.extend({
  folds: z.int().min(1),
  accuracy: held,
  /** Unweighted average recall. */
  uar: held,
  macroF1: spread,
  /** Of the mean of all seeds' probabilities: one model of as many networks. */
  together: z.object({ accuracy: ratio, uar: ratio }),
  learntFrom,
  /**
   * Accuracy of the average listener of RAVDESS's speech; null where clips or labels are others. Older records have it
   * there too.
   */
  human: ratio.nullable(),
  /** Of the first seed, as the confusion matrix. */
  perClass: z.array(classScore),
  confusion: confusionMatrix,
  perSpeaker: z.array(groupScore),
  perGender: z.array(groupScore),
  perIntensity: z.array(groupScore),
  calibration: z.object({
    /** Expected calibration error as the model answers, and at the temperature that dev gave each fold. */
    error: ratio,
    errorAtTemperature: ratio,
    /** Mean risk over the coverage of each clip, all seeds. */
    riskCoverageArea: ratio,
    /** Points of that curve, at each tenth of coverage that confidences can tell apart; none in older records. */
    riskCoverage: z
      .array(z.object({ threshold: z.number(), coverage: ratio, risk: ratio }))
      .default([]),
  }),
  /** What happens where the model may say `unsure`, at each fold's own threshold. */
  unsure: z.object({ wantedRisk: ratio, risk: ratio, coverage: ratio }),
  leakCheck: z.object({ passed: z.boolean(), folds: count, asked: z.array(z.string()) }),
  /** Of fitting. */
  seconds: z.number(),
  /** The test clips of all folds, one fold after the other. */
  clips: z.array(z.object({ path: z.string(), speaker: z.string(), actual: classIndex })).min(1),
  /** What each seed said of each clip. */
  predicted: z.array(z.array(classIndex)).min(1),
  /** Where the recordings lay; older records do not say, nor which program was at work. */
  corpus: corpusPlace.optional(),
  ...z.object(program).partial().shape,
});

const leakKind = z.enum(['clip', 'numbers', 'copies', 'speaker', 'text']);

const fold = z.object({
  fold: z.string(),
  seed: count,
  /** What was chosen: settings, or the epoch. */
  chosen: z.record(z.string(), z.number()),
  learntFrom,
  /** Clips of each part, and of none; no clip is in two of them. */
  counts: z.object({ train: count, dev: count, test: count, leftOut: count }),
  /** See `checkLeaks` of `@prosodia/features`. */
  leakCheck: z.object({
    passed: z.boolean(),
    clips: count,
    rows: count,
    copyGroups: count,
    asked: z.array(leakKind),
    findings: z.array(
      z.object({ kind: leakKind, parts: z.tuple([z.string(), z.string()]), what: z.string() }),
    ),
    sharedSpeakers: count,
    sharedTexts: count,
  }),
  /** The test part, as indices into the clips of the corpus. */
  rows: z.array(count),
  /** Of the test part: clips x labels, row-major; six digits. */
  probabilities: z.array(ratio),
  devActual: z.array(classIndex),
  devProbabilities: z.array(ratio),
  seconds: z.number(),
});

/** `evaluation.json`. Ratios are 0 .. 1, times seconds. Whatever else is there is kept. */
export const scoresSchema = scores.loose();

/** A file of `folds/`. */
export const foldSchema = fold;

/** `settings.json`: what is asked of the folds of one evaluation. */
export type EvaluationSettings = Immutable<Required<z.output<typeof settings>>>;
export type Selection = EvaluationSettings['selection'];
export type Normalisation = EvaluationSettings['normalise'];
/** `evaluation.json` as it is read; what older records lack is optional. */
export type EvaluationScores = Immutable<z.output<typeof scores>>;
/** `evaluation.json` as it is written. */
export type WrittenScores = Required<EvaluationScores> & WrittenPlace;
/** A fold of a seed as it lies in its file. */
export type FoldRecord = Immutable<z.output<typeof fold>>;

/** An evaluation by a protocol as it was written down. */
export interface EvaluationRecord {
  /** The folder's own name. */
  readonly folder: string;
  /** What it is called: `folder`, unless somebody names it otherwise. */
  readonly name: string;
  readonly scores: EvaluationScores;
  /** One after the other, seed by seed, in the order of `scores.clips`; none where the folder does not hold them. */
  readonly folds: readonly FoldRecord[];
}
