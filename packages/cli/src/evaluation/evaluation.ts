import { EMOTIONS, speakerOf, type Clip } from '@prosodia/features';
import { evaluate } from '@prosodia/model';
import type { EvaluationSettings, FoldRecord, WrittenScores } from '@prosodia/records';
import {
  bootstrap,
  breakDown,
  expectedCalibrationError,
  riskCoverage,
  spread,
  type Answers,
  type GroupScore,
  type RiskAtCoverage,
} from '@prosodia/statistics';

import type { ProgramVersion } from '../run/versions.js';
import { clipOf, collect, joinSeeds, together, WANTED_RISK } from './collect-answers.js';

/** The average listener of RAVDESS's validation, calm counted for neutral (Livingstone and Russo 2018). */
const HUMAN_ACCURACY = 0.624;

/** All of `evaluation.json` but where it was made. */
export type Evaluation = Omit<WrittenScores, 'corpus' | keyof ProgramVersion>;

/** What the folds of all seeds come to. */
export function createEvaluation(
  settings: EvaluationSettings,
  clips: readonly Clip[],
  results: readonly FoldRecord[],
): Evaluation {
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
    human: isRavdessSpeech(settings, clips) ? HUMAN_ACCURACY : null,
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

/** Whether listeners were asked the same: speech of RAVDESS alone, and the emotions that it has. */
function isRavdessSpeech({ labels }: EvaluationSettings, clips: readonly Clip[]): boolean {
  const isSpeech = (clip: Clip): boolean =>
    clip.corpus === 'ravdess' && !('vocalChannel' in clip && clip.vocalChannel === 'song');
  return labels.join() === EMOTIONS.join() && clips.every(isSpeech);
}

/** The last point up to each tenth of coverage, each once. */
function tenthsOf(curve: readonly RiskAtCoverage[]): RiskAtCoverage[] {
  const points = Array.from({ length: 10 }, (_, i) =>
    curve.findLast(({ coverage }) => coverage <= (i + 1) / 10),
  );
  return [...new Set(points.filter((point) => point !== undefined))];
}
