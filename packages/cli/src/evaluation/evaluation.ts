import { speakerOf, type Clip } from '@prosodia/features';
import { evaluate, type Evaluation as Scores, type Settings } from '@prosodia/model';
import {
  bootstrap,
  breakDown,
  expectedCalibrationError,
  riskCoverage,
  spread,
  type Answers,
  type BootstrapInterval,
  type GroupScore,
  type RiskAtCoverage,
  type Spread,
} from '@prosodia/statistics';

import { clipOf, collect, joinSeeds, together, WANTED_RISK } from './collect-answers.js';
import type { FoldResult } from './fold-result.js';

/** The average listener of RAVDESS's validation, calm counted for neutral (Livingstone and Russo 2018). */
export const HUMAN_ACCURACY = 0.624;

/**
 * What a value is measured against: the clips that are learnt from, or all clips of its own speaker, with which the
 * audio of test speakers is used, without labels.
 */
export type Normalisation = 'train' | 'speaker';

/** What is asked of the folds of one evaluation. */
export interface EvaluationSettings {
  readonly protocol: string;
  readonly about: string;
  readonly features: string;
  readonly model: string;
  readonly selection: string;
  readonly normalise: Normalisation;
  readonly seeds: number;
  /** Null: the model's own. */
  readonly epochs: number | null;
  /** Networks that answer together. */
  readonly ensemble: number;
  /** See `hashTable`. */
  readonly dataHash: string;
  /** See `DividedCorpus`. */
  readonly foldsHash: string;
  /** What was typed and is not told by the rest, so that the command can be given again. */
  readonly given: {
    readonly protocol: string;
    /** Of a CSV protocol. */
    readonly foldColumn?: string;
    readonly set: Settings;
  };
  readonly labels: readonly string[];
  readonly synthetic: boolean;
  /** See `EvaluatedModel`. */
  readonly recipe: object;
}

/** `evaluation.json`. Ratios are 0 .. 1. */
export interface ProtocolEvaluation extends EvaluationSettings {
  readonly folds: number;
  readonly accuracy: Spread & { readonly interval: BootstrapInterval['interval'] };
  readonly uar: Spread & { readonly interval: BootstrapInterval['interval'] };
  readonly macroF1: Spread;
  /** Of the mean of all seeds' probabilities: one model of as many networks. */
  readonly together: { readonly accuracy: number; readonly uar: number };
  readonly learntFrom: FoldResult['learntFrom'];
  /** Accuracy of the average listener. */
  readonly human: number;
  /** Of the first seed. */
  readonly perClass: Scores['perClass'];
  readonly confusion: Scores['confusion'];
  readonly perSpeaker: readonly GroupScore[];
  readonly perGender: readonly GroupScore[];
  readonly perIntensity: readonly GroupScore[];
  readonly calibration: {
    /** Expected calibration error as the model answers, and at the temperature that dev gave each fold. */
    readonly error: number;
    readonly errorAtTemperature: number;
    /** See `riskCoverage`; of all seeds. */
    readonly riskCoverageArea: number;
    /** Points of that curve, at each tenth of coverage that confidences can tell apart. */
    readonly riskCoverage: readonly RiskAtCoverage[];
  };
  /** What happens where the model may say `unsure`, at each fold's own threshold. */
  readonly unsure: {
    readonly wantedRisk: number;
    readonly risk: number;
    readonly coverage: number;
  };
  readonly leakCheck: {
    readonly passed: boolean;
    readonly folds: number;
    readonly asked: readonly string[];
  };
  readonly seconds: number;
  /** For `compare`: the clips and what each seed said of them. */
  readonly clips: readonly {
    readonly path: string;
    readonly speaker: string;
    readonly actual: number;
  }[];
  readonly predicted: readonly (readonly number[])[];
}

/** What the folds of all seeds come to. */
export function createEvaluation(
  settings: EvaluationSettings,
  clips: readonly Clip[],
  results: readonly FoldResult[],
): ProtocolEvaluation {
  const { labels } = settings;
  const classes = labels.length;
  const seeds = [...new Set(results.map(({ seed }) => seed))].sort((a, b) => a - b);
  const perSeed = seeds.map((seed) =>
    collect(
      labels,
      clips,
      results.filter((r) => r.seed === seed),
    ),
  );
  const scores = perSeed.map(({ raw, actual }) => evaluate(raw, actual, labels));
  const [first] = scores;
  const [firstSeed] = perSeed;
  if (first === undefined || firstSeed === undefined) throw new Error('no fold to evaluate');
  const all = joinSeeds(perSeed);
  const answersBy = (group: (clip: Clip) => string | undefined): Answers => {
    const kept = [...all.rows.keys()].filter(
      (i) => group(clipOf(clips, all.rows[i])) !== undefined,
    );
    return {
      actual: kept.map((i) => all.actual[i] ?? 0),
      predicted: kept.map((i) => all.predicted[i] ?? 0),
      groups: kept.map((i) => group(clipOf(clips, all.rows[i])) ?? ''),
    };
  };
  const answers = answersBy(speakerOf);
  const parts = (group: (clip: Clip) => string | undefined): GroupScore[] => {
    const own = answersBy(group);
    return own.groups.length === 0 ? [] : breakDown(own, classes);
  };
  const ratio = (name: 'accuracy' | 'uar') => ({
    ...spread(scores.map((score) => score[name])),
    interval: bootstrap(answers, { classes, ratio: name }).interval,
  });
  const surest = riskCoverage(all.cooled, all.actual);
  const answered = all.sure.filter(Boolean).length;
  const wrong = all.sure.filter((sure, i) => sure && all.predicted[i] !== all.actual[i]).length;
  return {
    ...settings,
    folds: new Set(results.map(({ fold }) => fold)).size,
    ...{ accuracy: ratio('accuracy'), uar: ratio('uar') },
    together: together(perSeed, labels),
    learntFrom: results[0]?.learntFrom ?? 'train',
    macroF1: spread(scores.map(({ macroF1 }) => macroF1)),
    human: HUMAN_ACCURACY,
    ...{ perClass: first.perClass, confusion: first.confusion },
    perSpeaker: breakDown(answers, classes),
    perGender: parts(({ gender }) => gender),
    perIntensity: parts(({ intensity }) => intensity),
    calibration: {
      error: expectedCalibrationError(all.raw, all.actual),
      errorAtTemperature: expectedCalibrationError(all.cooled, all.actual),
      riskCoverageArea: surest.area,
      riskCoverage: tenthsOf(surest.curve),
    },
    unsure: {
      wantedRisk: WANTED_RISK,
      risk: answered === 0 ? 0 : wrong / answered,
      coverage: answered / all.sure.length,
    },
    leakCheck: {
      passed: results.every(({ leakCheck }) => leakCheck.passed),
      folds: results.length,
      asked: results[0]?.leakCheck.asked ?? [],
    },
    seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
    clips: firstSeed.rows.map((row, i) => {
      const clip = clipOf(clips, row);
      return { path: clip.path, speaker: speakerOf(clip), actual: firstSeed.actual[i] ?? 0 };
    }),
    predicted: perSeed.map(({ predicted }) => predicted),
  };
}

/** The last point up to each tenth of coverage, each once. */
function tenthsOf(curve: readonly RiskAtCoverage[]): RiskAtCoverage[] {
  const points = Array.from({ length: 10 }, (_, i) =>
    curve.findLast(({ coverage }) => coverage <= (i + 1) / 10),
  );
  return [...new Set(points.filter((point) => point !== undefined))];
}
