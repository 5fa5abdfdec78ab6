import { neuralModel } from '@prosodia/model';

/**
 * What is trained, and how. A new network is a new entry.
 *
 * @typedef {object} BenchNetwork
 * @property {import('@prosodia/model').NetworkSpec} network
 * @property {import('@prosodia/model').TrainingSettings} settings how, but for epochs and batch size, which are said apart
 * @property {number[]} batchSizes where none are asked for
 * @property {number} rows of one epoch where the rows are made up
 * @property {number} classes
 */

const [ROWS, CLASSES] = [1152, 8];

/** @type {Record<string, BenchNetwork>} */
export const NETWORKS = {
  notebook: benchNetwork('notebook-cnn', { shape: [259], batchSizes: [32, 64, 128] }),
  // Rows of voice-160x68.v2.
  'log-mel-conv': benchNetwork('log-mel-conv', { shape: [160, 68] }),
};

/**
 * @param {string} name of NEURAL_MODELS
 * @param {{ shape: number[], batchSizes?: number[] }} options shape: of a row; batch sizes: by default that of the model
 * @returns {BenchNetwork}
 */
function benchNetwork(name, { shape, batchSizes }) {
  const { network, training } = neuralModel(name);
  // Rivals have no augmentation of rows.
  const settings = { ...training, augmentation: {} };
  return {
    ...{ network: network(shape, CLASSES), settings, rows: ROWS, classes: CLASSES },
    batchSizes: batchSizes ?? [settings.batchSize],
  };
}
