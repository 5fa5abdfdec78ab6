import { loadBackend, saveBundle, train } from '@prosodia/model';

/**
 * A training that is to be killed: `KIND FOLDER OUT`, one of the kinds below, where its checkpoints are and where its
 * model goes. It prints a line when it begins, and its history when the model is there.
 */
const [kind = '', folder = '', out = ''] = process.argv.slice(2);
const [rows, width, classes] = [320, 40, 4];

/** Values that anyone can make again, between -1 and 1. */
const noise = (/** @type {number} */ i) => Math.sin(i * 12.9898) * Math.cos(i * 4.1414);
/** @param {number} offset */
const part = (offset) => {
  const y = Array.from({ length: rows }, (_, row) => row % classes);
  const x = Float32Array.from({ length: rows * width }, (_, i) => {
    const label = y[Math.floor(i / width)] ?? 0;
    return Math.sin(((label + 1) * (i % width)) / 6) + noise(offset + i);
  });
  return { x, y, rows, width };
};

/**
 * What is trained, and how: as little as there can be, or with chance in its layers and rows and a step size that changes.
 *
 * @type {Record<string, { drawn: import('@prosodia/model').LayerSpec[],
 *   settings: Partial<import('@prosodia/model').TrainingSettings> }>}
 */
const KINDS = {
  plain: { drawn: [], settings: {} },
  chance: {
    drawn: [
      { type: 'gaussianNoise', name: 'noise', deviation: 0.1 },
      { type: 'dropout', name: 'drop', rate: 0.3 },
    ],
    settings: {
      ...{ schedule: 'cosine', weightDecay: 0.02, labelSmoothing: 0.1 },
      augmentation: { gain: 0.1, shift: 2, mixup: 0.4 },
    },
  },
};
const chosen = KINDS[kind];
if (!chosen) throw new Error(`Expected ${Object.keys(KINDS)} for KIND but received ${kind}`);
const { drawn, settings } = chosen;

/** @type {import('@prosodia/model').NetworkSpec} */
const network = {
  name: 'small',
  inputShape: [width, 1],
  layers: [
    { type: 'conv1d', name: 'conv', filters: 16, kernelSize: 5, activation: 'relu' },
    { type: 'batchNormalization', name: 'norm', momentum: 0.99, epsilon: 1e-3 },
    { type: 'maxPooling1d', name: 'pool', poolSize: 2 },
    ...drawn,
    { type: 'flatten', name: 'flatten' },
    { type: 'dense', name: 'hidden', units: 64, activation: 'relu' },
    { type: 'dense', name: 'answer', units: classes, activation: 'softmax' },
  ],
};

await loadBackend();
process.stdout.write('begins\n');
const { model, history, chosenEpoch } = await train({
  ...settings,
  ...{ network, train: part(0), dev: part(1e6), classes, epochs: 60, batchSize: 16, seed: 1 },
  checkpoints: {
    folder,
    everySeconds: 0.05,
    onProblem: ({ message }) => process.stderr.write(`problem: ${message}\n`),
  },
});
await saveBundle(out, {
  ...{ network, model, labels: ['a', 'b', 'c', 'd'], featureSetId: 'noise.v1' },
  standardiser: { mean: new Float32Array(width), deviation: new Float32Array(width).fill(1) },
});
const records = history.map((record) => ({ ...record, seconds: 0 }));
process.stdout.write(`${JSON.stringify({ chosenEpoch, records })}\n`);
