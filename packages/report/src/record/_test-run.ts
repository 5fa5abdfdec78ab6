import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Clip } from './clip.js';

/** A clip's name that a careless page would take for an element. */
export const HOSTILE_NAME = '<img src=x onerror=alert(1)>.wav';

/** Two labels, five test clips: three right, two wrong; the first name is hostile. */
export const PREDICTIONS = [
  [`Actor_01/${HOSTILE_NAME}`, 'calm', 'angry', 0.125, 0.875],
  ['Actor_01/b.wav', 'calm', 'calm', 0.75, 0.25],
  ['Actor_02/c.wav', 'angry', 'angry', 0.25, 0.75],
  ['Actor_02/d.wav', 'angry', 'calm', 0.625, 0.375],
  ['Actor_02/e.wav', 'angry', 'angry', 0.0625, 0.9375],
] as const;

export const CLIPS: ReadonlyMap<string, Clip> = new Map(
  PREDICTIONS.map(([path, emotion], index) => {
    const speaker = path.slice(0, 8);
    const gender = speaker === 'Actor_01' ? 'male' : 'female';
    return [path, { path, speaker, gender, emotion, intensity: index % 2 ? 'strong' : 'normal' }];
  }),
);

export interface TestRunOptions {
  readonly batchSize?: number;
  /** File name to text, instead of what the run writes. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Writes the folder of a run as `prosodia train` does, in a new place. */
export async function writeTestRun({
  batchSize = 32,
  files,
}: TestRunOptions = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prosodia-report-run-'));
  const written = { ...filesOf(batchSize), ...files };
  for (const [name, text] of Object.entries(written)) await writeFile(join(folder, name), text);
  return folder;
}

function filesOf(batchSize: number): Record<string, string> {
  const score = (label: string, support: number, recall: number, precision: number) => ({
    ...{ label, support, recall, precision },
    f1: (2 * recall * precision) / (recall + precision),
  });
  const config = {
    command: 'train',
    startedAt: '2026-01-02T03:04:05.000Z',
    options: { data: 'my "voices"', epochs: 2, batchSize, selection: 'dev' },
    corpus: { name: 'ravdess', dir: 'my "voices"', synthetic: false },
    ...{ prosodia: '0.1.0', commit: null, kernel: 'avx2', network: { name: 'notebook-cnn' } },
  };
  const metrics = {
    backend: { name: 'tensorflow', version: '2.21.0', device: 'CPU' },
    corpus: { name: 'ravdess', synthetic: false, clips: 25, failed: 0 },
    ...{ dataHash: 'c0ffee', featureSet: 'mel-mean-259.v1', network: 'notebook-cnn' },
    ...{ params: { total: 1_129_384 }, counts: { train: 20, dev: 4, test: 5 } },
    leakCheck: { clips: 25, duplicateGroups: [], sharedSpeakers: 2 },
    ...{ seed: 0, splitSeed: 0, selection: 'dev', epochs: 2, chosenEpoch: 2 },
    test: {
      ...{ loss: 0.75, accuracy: 0.6, uar: 7 / 12, macroF1: 0.6 },
      perClass: [score('calm', 2, 1 / 2, 1 / 2), score('angry', 3, 2 / 3, 2 / 3)],
      confusion: [
        [1, 1],
        [1, 2],
      ],
      labels: ['calm', 'angry'],
    },
    baseline: { name: 'decision tree (ml-cart)', accuracy: 0.4 },
    seconds: { extract: 1, train: 2 },
  };
  const rows = PREDICTIONS.map((row) => row.join(','));
  return {
    'config.json': JSON.stringify(config),
    'metrics.json': JSON.stringify(metrics),
    'history.csv':
      'epoch,loss,accuracy,devLoss,devAccuracy,devUar,seconds\n1,2,0.25,1.5,0.5,0.5,1\n2,NaN,0.5,1.25,0.75,0.75,1\n',
    'predictions.csv': ['path,actual,predicted,calm,angry', ...rows, ''].join('\n'),
  };
}
