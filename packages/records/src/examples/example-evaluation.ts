import type { FoldRecord, WrittenScores } from '../evaluation-record.js';
import { EVALUATION_FILE, foldFile } from '../files.js';
import { HOSTILE_NAME, PREDICTIONS } from './example-run.js';
import { writeFolder } from './_write-folder.js';

export interface ExampleEvaluationOptions {
  /** Without it a new one among the system's temporary folders. */
  readonly folder?: string;
  readonly protocol?: string;
  /** Whether the folder holds the answers of the folds. */
  readonly withFolds?: boolean;
  /** File name to text, instead of what is written. */
  readonly files?: Readonly<Record<string, string>>;
  /** What stands in `evaluation.json` instead. */
  readonly scores?: Readonly<Record<string, unknown>>;
}

const LABELS = ['calm', 'angry'];

/**
 * Writes the folder of a small evaluation as `prosodia evaluate --protocol` does: the clips of the example of a run in
 * two folds, of which the second seed names one more rightly.
 *
 * @returns the folder
 */
export function writeExampleEvaluation({
  folder,
  protocol = 'actors-loso',
  withFolds = true,
  files,
  scores,
}: ExampleEvaluationOptions = {}): Promise<string> {
  return writeFolder(folder, 'evaluation', {
    'settings.json': '{}',
    [EVALUATION_FILE]: JSON.stringify({ ...exampleScores(), protocol, ...scores }),
    ...(withFolds ? foldFiles() : {}),
    ...files,
  });
}

/** calm and angry of each clip, as the seed says. */
const answersOf = (seed: number): (readonly number[])[] =>
  PREDICTIONS.map(({ probabilities }, index) =>
    seed === 1 && index === 0 ? [0.75, 0.25] : probabilities,
  );

function foldFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const seed of [0, 1])
    for (const [index, [from, to]] of [[0, 2] as const, [2, 5] as const].entries()) {
      const fold = index === 0 ? 'Actor_01' : '<b>';
      files[foldFile('', seed, index)] = JSON.stringify({
        ...exampleFold(to - from, answersOf(seed).slice(from, to).flat()),
        ...{ fold, seed, rows: Array.from({ length: to - from }, (_, i) => from + i) },
      });
    }
  return files;
}

/** A fold of so many test clips. */
export function exampleFold(test: number, probabilities: readonly number[]): FoldRecord {
  return {
    ...{ fold: '1', seed: 0, chosen: { epoch: 3 }, learntFrom: 'train', probabilities },
    counts: { train: 3, dev: 2, test, leftOut: 0 },
    leakCheck: {
      ...{ passed: true, clips: 5 + test, rows: 5 + test, copyGroups: 0, findings: [] },
      ...{ asked: ['clip', 'numbers'], sharedSpeakers: 0, sharedTexts: 1 },
    },
    rows: [...Array(test).keys()],
    ...{ devActual: [0, 1], devProbabilities: [0.75, 0.25, 0.5, 0.5], seconds: 1 },
  };
}

/** What the example came to. */
export function exampleScores(): WrittenScores {
  const clips = PREDICTIONS.map(({ path, actual }) => ({
    ...{ path, speaker: `ravdess/${path.slice(0, 8)}`, actual: LABELS.indexOf(actual) },
  }));
  const predicted = [0, 1].map((seed) =>
    answersOf(seed).map(([calm = 0, angry = 0]) => Number(angry > calm)),
  );
  const held = (mean: number) => ({ mean, deviation: 0.125, interval: [0.5, 0.875] as const });
  const group = (name: string, rows: number, accuracy: number) => ({
    ...{ group: name, rows, accuracy, uar: accuracy },
  });
  return {
    ...{ protocol: 'actors-loso', about: 'each actor left out once', features: 'f.v1' },
    ...{ model: HOSTILE_NAME, selection: 'dev', normalise: 'speaker', seeds: 2, epochs: 3 },
    ...{ ensemble: 1, dataHash: 'c0ffee', foldsHash: 'decade', labels: LABELS, synthetic: false },
    ...{ given: { protocol: 'actors-loso', set: {} }, recipe: {}, folds: 2 },
    ...{ accuracy: held(0.7), uar: held(0.75), macroF1: { mean: 0.7, deviation: 0 } },
    ...{ together: { accuracy: 0.8, uar: 0.8 }, learntFrom: 'train', human: 0.624 },
    perClass: LABELS.map((label, index) => ({
      ...{ label, precision: 0.5, recall: index === 0 ? 0.5 : 2 / 3, f1: 0.5, support: 2 + index },
    })),
    confusion: [
      [1, 1],
      [1, 2],
    ],
    perSpeaker: [group('ravdess/Actor_01', 4, 0.75), group('ravdess/Actor_02', 6, 2 / 3)],
    perGender: [group('female', 6, 2 / 3), group('male', 4, 0.75)],
    perIntensity: [],
    calibration: {
      ...{ error: 0.25, errorAtTemperature: 0.125, riskCoverageArea: 0.25 },
      riskCoverage: [{ threshold: 0.5, coverage: 1, risk: 0.3 }],
    },
    unsure: { wantedRisk: 0.2, risk: 0.25, coverage: 0.8 },
    leakCheck: { passed: true, folds: 4, asked: ['clip', 'numbers'] },
    ...{
      seconds: 3,
      clips,
      predicted,
      corpus: { name: 'ravdess', path: '/my "voices"', dir: '/my "voices"' },
    },
    ...{ prosodia: '0.1.0', commit: null, node: 'v20.17.0', platform: 'linux-x64' },
  };
}
