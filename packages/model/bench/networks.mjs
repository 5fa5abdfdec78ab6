import { notebookCnn } from '@prosodia/model';

/**
 * What is trained. A new network is a new entry.
 *
 * @typedef {object} BenchNetwork
 * @property {import('@prosodia/model').NetworkSpec} network
 * @property {number} rows of one epoch where the rows are made up
 * @property {number} classes
 */

/** @type {Record<string, BenchNetwork>} */
export const NETWORKS = {
  notebook: { network: notebookCnn(), rows: 1152, classes: 8 },
};
