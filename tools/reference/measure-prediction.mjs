// How long a network takes to answer in a warm process, and whether its memory stays. See README.md.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { availableThreads, EMOTIONS, featureSet, readCorpus, rowBatches } from '@prosodia/features';
import { buildNetwork, loadBackend, loadBundle, neuralModel, saveBundle } from '@prosodia/model';
import { describeMachine } from '../bench/machine.mjs';
import { extremes } from '../bench/statistics.mjs';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.PROSODIA_DATA },
    network: { type: 'string', default: 'log-mel-conv' },
    features: { type: 'string', default: 'voice-160x68.v2' },
    predictions: { type: 'string', default: '10000' },
    passes: { type: 'string', default: '5' },
  },
});
if (!flags.data) {
  console.error(
    'usage: node tools/reference/measure-prediction.mjs --data CORPUS [--network NAME --features ID]',
  );
  process.exit(2);
}

const machine = describeMachine();
const { name, version, device, tf } = await loadBackend();
const bundle = await untrainedBundle();
const set = featureSet(bundle.featureSetId);
/** @param {string[]} some */
const batchesOf = (some) => rowBatches(some, { featureSet: set, threads: availableThreads() });
const { clips } = await readCorpus(flags.data);
const files = clips.map(({ path }) => join(flags.data ?? '', path));

const values = new Float32Array(files.length * set.width);
let rows = 0;
for await (const batch of batchesOf(files)) {
  if (batch.failures[0]) throw new Error(batch.failures[0].message);
  values.set(batch.values, rows * set.width);
  rows += batch.files.length;
}
const all = { featureSetId: bundle.featureSetId, values, rows: files.length };
const one = { ...all, values: values.subarray(0, set.width), rows: 1 };

const passes = Number(flags.passes);
/** @param {string[]} some */
const answer = async (some) => {
  for await (const { values, files } of batchesOf(some))
    await bundle.predict({ featureSetId: set.id, values, rows: files.length });
};
const oneFile = await times(100, (turn) => answer([files[turn % files.length]]));
const allFeatures = await times(passes, () => bundle.predict(all));
const allFiles = await times(passes, () => answer(files));

await times(1000, () => bundle.predict(one)); // what is taken once and kept is taken now
const before = memory();
await times(Number(flags.predictions), () => bundle.predict(one));
const after = memory();

console.log(
  JSON.stringify(
    {
      machine,
      network: flags.network,
      backend: `${name} ${version} ${device}`,
      msFromFileToProbabilities: oneFile,
      clips: files.length,
      msForAllClipsFromFeatures: allFeatures,
      msForAllClipsFromFiles: allFiles,
      predictions: Number(flags.predictions),
      memory: { before, after },
    },
    null,
    1,
  ),
);
bundle.dispose();

/** The network with its first weights, through a bundle on disk as any other. */
async function untrainedBundle() {
  const folder = await mkdtemp(join(tmpdir(), 'prosodia-prediction-'));
  const { shape, width } = featureSet(flags.features);
  const network = neuralModel(flags.network).network(shape ?? [width], EMOTIONS.length);
  const model = buildNetwork(network, 0);
  const standardiser = {
    mean: new Float32Array(width).fill(-40),
    deviation: new Float32Array(width).fill(10),
  };
  try {
    await saveBundle(join(folder, 'model'), {
      ...{ network, model, standardiser },
      labels: [...EMOTIONS],
      featureSetId: flags.features,
    });
    return await loadBundle(join(folder, 'model'));
  } finally {
    model.dispose();
    await rm(folder, { recursive: true });
  }
}

/**
 * Least, middle and most of several turns, after one that is not counted.
 *
 * @param {number} count
 * @param {(turn: number) => Promise<unknown>} work
 */
async function times(count, work) {
  await work(0);
  const all = [];
  for (let turn = 0; turn < count; turn++) {
    const begin = performance.now();
    await work(turn);
    all.push(performance.now() - begin);
  }
  return extremes(all);
}

function memory() {
  const { numTensors, numBytes } = tf.memory();
  return { numTensors, numBytes, residentMiB: Math.round(process.memoryUsage.rss() / 2 ** 20) };
}
