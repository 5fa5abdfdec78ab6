/**
 * What classic mistakes of an evaluation do to its number: an RBF machine on `voice-stats.v2`, the same clips, five
 * folds, judged rightly and wrongly. Prints rows of a Markdown table.
 *
 *   npm run build && node tools/mistakes/mistakes.mjs --data DIR
 *
 * Takes some minutes. The mistake of choosing on the test part has a command of its own: `prosodia evaluate --selection test-best`.
 */
import { parseArgs } from 'node:util';
import {
  applyStandardiser,
  extractFeatures,
  featureSet,
  fitStandardiser,
  labelSetOf,
  labelsOf,
  protocolNamed,
  readCorpus,
  scalingOf,
} from '@prosodia/features';
import { classicalModel, evaluate } from '@prosodia/model';
import { createRandom, deriveSeed, shuffledIndices } from '@prosodia/statistics';

const FOLDS = 5;
/** Deviation of the noise that augments, where values have deviation 1. */
const NOISE = 0.5;
const SEED = 0;

const { data } = parseArgs({ options: { data: { type: 'string' } } }).values;
if (data === undefined) throw new Error('Expected --data DIR, the folder of RAVDESS');

const set = featureSet('voice-stats.v2');
const corpus = await readCorpus(data);
const { clips, values, width } = await extractFeatures({ ...corpus, featureSet: set });
const labels = labelSetOf(clips);
const classes = labelsOf(clips, labels);
const deviation = fitStandardiser({ values, width }, [...clips.keys()]).deviation;

/**
 * Rows of a table, each of a clip; `clean` rows are as they were recorded, and only those are tested.
 * @typedef {{ values: Float32Array, clipOf: number[], clean: boolean[] }} Rows
 */

/**
 * Every clip `copies` times: the first as it is, the others with noise of so many deviations.
 *
 * @param {number} copies
 * @param {number} noise
 * @returns {Rows}
 */
function copied(copies, noise) {
  const all = new Float32Array(values.length * copies);
  const random = createRandom(deriveSeed(SEED, copies));
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  for (let copy = 0; copy < copies; copy++)
    for (let i = 0; i < values.length; i++)
      all[copy * values.length + i] =
        values[i] + (copy === 0 || noise === 0 ? 0 : noise * deviation[i % width] * normal());
  const places = Array.from({ length: copies * clips.length }, (_, i) => i);
  return {
    values: all,
    clipOf: places.map((i) => i % clips.length),
    clean: places.map((i) => noise === 0 || i < clips.length),
  };
}

/**
 * A fold for each of `count` things, at random.
 *
 * @param {number} count
 */
function randomFolds(count) {
  const folds = new Int32Array(count);
  shuffledIndices(count, SEED).forEach((thing, i) => (folds[thing] = i % FOLDS));
  return folds;
}

/**
 * The mean of the folds' unweighted average recalls, in percent.
 *
 * @param {Rows} rows
 * @param {ArrayLike<number>} foldOf
 */
async function recall({ values: x, clipOf, clean }, foldOf) {
  const model = classicalModel('rbf-svm').candidates[0];
  const recalls = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const all = [...clipOf.keys()];
    const train = all.filter((row) => foldOf[row] !== fold);
    const test = all.filter((row) => foldOf[row] === fold && clean[row]);
    const matrix = { values: x, width };
    const standardiser = fitStandardiser(matrix, train, scalingOf(set));
    const part = (/** @type {number[]} */ rows) => ({
      x: applyStandardiser(standardiser, matrix, rows),
      y: Int32Array.from(rows, (row) => classes[clipOf[row]]),
      ...{ rows: rows.length, width },
    });
    const classifier = await model.fit(part(train), { classes: labels.length, seed: SEED });
    const tested = part(test);
    const answer = classifier.predict(tested.x, tested.rows);
    recalls.push(evaluate(answer, tested.y, labels).uar);
  }
  return (100 * recalls.reduce((sum, uar) => sum + uar, 0)) / FOLDS;
}

const plain = copied(1, 0);
const byClip = randomFolds(clips.length);
const apart = new Int32Array(clips.length);
protocolNamed('actors-luna')
  .plan(clips, { seed: SEED, duplicates: [] })
  .folds.forEach(({ test }, fold) => test.forEach((row) => (apart[row] = fold)));
const withClip = (/** @type {Rows} */ rows) => Int32Array.from(rows.clipOf, (clip) => byClip[clip]);
const noisy = copied(3, NOISE);
const twice = copied(2, 0);

console.log('| mistake | rightly | wrongly |\n| --- | ---: | ---: |');
const line = (
  /** @type {string} */ name,
  /** @type {number} */ right,
  /** @type {number} */ wrong,
) => console.log(`| ${name} | ${right.toFixed(1)} | ${wrong.toFixed(1)} |`);
const known = await recall(plain, byClip);
line('the same speakers in train and test', await recall(plain, apart), known);
line(
  'augmented before the split: two noisy copies of each clip, on either side',
  await recall(noisy, withClip(noisy)),
  await recall(noisy, randomFolds(noisy.clipOf.length)),
);
line(
  'every recording there twice, on either side',
  known,
  await recall(twice, randomFolds(twice.clipOf.length)),
);
