import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { HOSTILE_NAME, PREDICTIONS } from './_test-run.js';

export interface TestEvaluationOptions {
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
 * Writes the folder of an evaluation as `prosodia evaluate --protocol` does, in a new place: the clips of the test run in
 * two folds, of which the second seed names one more rightly.
 */
export async function writeTestEvaluation({
  protocol = 'actors-loso',
  withFolds = true,
  files,
  scores,
}: TestEvaluationOptions = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prosodia-report-evaluation-'));
  await mkdir(join(folder, 'folds'));
  const written = {
    'settings.json': '{}',
    'evaluation.json': JSON.stringify({ ...scoresOf(protocol), ...scores }),
    ...(withFolds ? foldFiles() : {}),
    ...files,
  };
  for (const [name, text] of Object.entries(written)) await writeFile(join(folder, name), text);
  return folder;
}

/** calm and angry of each clip, as the seed says. */
const answersOf = (seed: number): number[][] =>
  PREDICTIONS.map(([, , , calm, angry], index) =>
    seed === 1 && index === 0 ? [0.75, 0.25] : [calm, angry],
  );

function foldFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const seed of [0, 1])
    for (const [index, [from, to]] of [[0, 2] as const, [2, 5] as const].entries())
      files[`folds/seed${seed}-fold${index + 1}.json`] = JSON.stringify({
        ...{ fold: index === 0 ? 'Actor_01' : '<b>', seed },
        counts: { train: 3, dev: 2, test: to - from, leftOut: 0 },
        probabilities: answersOf(seed).slice(from, to).flat(),
        ...{ devActual: [0, 1], devProbabilities: [0.75, 0.25, 0.5, 0.5] },
      });
  return files;
}

function scoresOf(protocol: string): Record<string, unknown> {
  const clips = PREDICTIONS.map(([path, actual]) => ({
    ...{ path, speaker: `ravdess/${path.slice(0, 8)}`, actual: LABELS.indexOf(actual) },
  }));
  const predicted = [0, 1].map((seed) =>
    answersOf(seed).map(([calm = 0, angry = 0]) => Number(angry > calm)),
  );
  const held = (mean: number) => ({ mean, deviation: 0.125, interval: [0.5, 0.875] });
  const group = (name: string, rows: number, accuracy: number) => ({
    ...{ group: name, rows, accuracy, uar: accuracy },
  });
  return {
    ...{ protocol, about: 'each actor left out once', features: 'f.v1', model: HOSTILE_NAME },
    ...{ selection: 'dev', normalise: 'speaker', seeds: 2, epochs: 3, ensemble: 1 },
    ...{ dataHash: 'c0ffee', labels: LABELS, synthetic: false, folds: 2 },
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
    calibration: { error: 0.25, errorAtTemperature: 0.125, riskCoverageArea: 0.25 },
    unsure: { wantedRisk: 0.2, risk: 0.25, coverage: 0.8 },
    leakCheck: { passed: true, folds: 4, asked: ['clip', 'numbers'] },
    ...{ seconds: 3, clips, predicted },
  };
}
