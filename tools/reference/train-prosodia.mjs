// The notebook's network with our trainer: mean and spread of the test accuracy over seeds and batch sizes.
// It also writes the arrays it trained on, for train_keras.py. See README.md.
import { parseArgs } from 'node:util';
import { EMOTIONS } from '@prosodia/features';
import { evaluate, loadBackend, predict, train } from '@prosodia/model';
import { notebookArrays, writeArrays } from './notebook-arrays.mjs';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.PROSODIA_DATA },
    arrays: { type: 'string' },
    'batch-sizes': { type: 'string', default: '32,64,128' },
    seeds: { type: 'string', default: '5' },
    epochs: { type: 'string', default: '50' },
    'split-seed': { type: 'string', default: '0' },
  },
});
if (!flags.data || !flags.arrays) {
  console.error('usage: node tools/reference/train-prosodia.mjs --data CORPUS --arrays FOLDER');
  process.exit(2);
}

const parts = await notebookArrays(flags.data, Number(flags['split-seed']));
const sha256 = await writeArrays(flags.arrays, parts);
const { name, version, device } = await loadBackend();
const results = [];
for (const batchSize of flags['batch-sizes'].split(',').map(Number)) {
  /** @type {{ accuracy: number, loss: number }[]} */
  const runs = [];
  for (let seed = 0; seed < Number(flags.seeds); seed++) {
    runs.push(await trainOnce(batchSize, seed));
    console.error(JSON.stringify({ batchSize, ...runs.at(-1) }));
  }
  const summary = (/** @type {'accuracy' | 'loss'} */ key) => spread(runs.map((run) => run[key]));
  results.push({ batchSize, accuracy: summary('accuracy'), loss: summary('loss') });
}
const counts = { train: parts.train.rows, test: parts.test.rows };
const trainer = { trainer: 'prosodia', backend: `${name} ${version} ${device}` };
console.log(
  JSON.stringify({ ...trainer, sha256, counts, epochs: Number(flags.epochs), results }, null, 1),
);

/** @param {number} batchSize @param {number} seed */
async function trainOnce(batchSize, seed) {
  const epochs = Number(flags.epochs);
  const { model, seconds } = await train({
    ...{ train: parts.train, classes: EMOTIONS.length, batchSize, epochs, seed, selection: 'last' },
  });
  const { x, y, rows } = parts.test;
  const { accuracy, loss } = evaluate(await predict(model, x, rows), y, EMOTIONS);
  model.dispose();
  return { seed, accuracy, loss, seconds };
}

/** Mean and sample deviation, as in train_keras.py. @param {number[]} values */
function spread(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  return { mean, deviation, values };
}
