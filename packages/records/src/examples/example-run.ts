import { historyCsv } from '../history.js';
import { predictionsCsv } from '../predictions.js';
import type { Prediction, RunMetrics, WrittenConfig } from '../run-record.js';
import { CONFIG_FILE, HISTORY_FILE, METRICS_FILE, PREDICTIONS_FILE } from '../files.js';
import { writeFolder } from './_write-folder.js';

/** A clip's name that a careless page would take for an element. */
export const HOSTILE_NAME = '<img src=x onerror=alert(1)>.wav';

const LABELS = ['calm', 'angry'];

const clip = (path: string, actual: string, predicted: string, calm: number): Prediction => ({
  ...{ path, actual, predicted },
  probabilities: [calm, 1 - calm],
});

/** Two labels, five test clips: three right, two wrong; the first name is hostile. */
export const PREDICTIONS: readonly Prediction[] = [
  clip(`Actor_01/${HOSTILE_NAME}`, 'calm', 'angry', 0.125),
  clip('Actor_01/b.wav', 'calm', 'calm', 0.75),
  clip('Actor_02/c.wav', 'angry', 'angry', 0.25),
  clip('Actor_02/d.wav', 'angry', 'calm', 0.625),
  clip('Actor_02/e.wav', 'angry', 'angry', 0.0625),
];

export interface ExampleRunOptions {
  /** Without it a new one among the system's temporary folders. */
  readonly folder?: string;
  readonly batchSize?: number;
  /** File name to text, instead of what the run writes. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Writes the folder of a small run as `prosodia train` does.
 *
 * @returns the folder
 */
export function writeExampleRun({
  folder,
  batchSize = 32,
  files,
}: ExampleRunOptions = {}): Promise<string> {
  return writeFolder(folder, 'run', { ...filesOf(batchSize), ...files });
}

/** What came out of the example. */
export function exampleMetrics(): RunMetrics {
  const score = (label: string, support: number, recall: number, precision: number) => ({
    ...{ label, support, recall, precision },
    f1: (2 * recall * precision) / (recall + precision),
  });
  return {
    backend: { name: 'tensorflow', version: '2.21.0', device: 'CPU' },
    corpus: { name: 'ravdess', synthetic: false, clips: 25, failed: 0 },
    ...{ dataHash: 'c0ffee', featureSet: 'mel-mean-259.v1', network: 'notebook-cnn' },
    params: { total: 1_129_384, trainable: 1_128_488, nonTrainable: 896 },
    counts: { train: 16, dev: 4, test: 5 },
    leakCheck: { passed: true, clips: 25, duplicateGroups: [], sharedSpeakers: 2 },
    warnings: [],
    ...{ seed: 0, splitSeed: 0, selection: 'dev', epochs: 2, chosenEpoch: 2 },
    test: {
      ...{ loss: 0.75, accuracy: 0.6, uar: 7 / 12, macroF1: 0.6, labels: LABELS },
      perClass: [score('calm', 2, 1 / 2, 1 / 2), score('angry', 3, 2 / 3, 2 / 3)],
      confusion: [
        [1, 1],
        [1, 2],
      ],
    },
    baseline: { name: 'decision tree (ml-cart)', accuracy: 0.4 },
    seconds: { extract: 1, train: 2 },
  };
}

function filesOf(batchSize: number): Record<string, string> {
  const config: WrittenConfig = {
    command: 'train',
    startedAt: '2026-01-02T03:04:05.000Z',
    options: { data: '/my "voices"', epochs: 2, batchSize, selection: 'dev' },
    corpus: { name: 'ravdess', path: '/my "voices"', dir: '/my "voices"', synthetic: false },
    featureSet: { id: 'mel-mean-259.v1', width: 259, extraction: { sampleRate: 44_100 } },
    network: { name: 'notebook-cnn' },
    training: { epochs: 2, batchSize },
    ...{ prosodia: '0.1.0', commit: null, node: 'v20.17.0', platform: 'linux-x64' },
    kernel: 'avx2',
  };
  const history = [
    { epoch: 1, loss: 2, accuracy: 0.25, devLoss: 1.5, devAccuracy: 0.5, devUar: 0.5, seconds: 1 },
    {
      ...{ epoch: 2, loss: Number.NaN, accuracy: 0.5 },
      ...{ devLoss: 1.25, devAccuracy: 0.75, devUar: 0.75, seconds: 1 },
    },
  ];
  return {
    [CONFIG_FILE]: JSON.stringify(config),
    [METRICS_FILE]: JSON.stringify(exampleMetrics()),
    [HISTORY_FILE]: historyCsv(history),
    [PREDICTIONS_FILE]: predictionsCsv(PREDICTIONS, LABELS),
  };
}
