import { join } from 'node:path';

/** The files of the folder that `prosodia train` writes. */
export const CONFIG_FILE = 'config.json';
export const METRICS_FILE = 'metrics.json';
export const HISTORY_FILE = 'history.csv';
export const PREDICTIONS_FILE = 'predictions.csv';

/** The file that a finished evaluation has beside those of its folds. */
export const EVALUATION_FILE = 'evaluation.json';

/** Where a fold of an evaluation lies; `index` counts those of its seed from 0. */
export const foldFile = (folder: string, seed: number, index: number): string =>
  join(folder, 'folds', `seed${seed}-fold${index + 1}.json`);
