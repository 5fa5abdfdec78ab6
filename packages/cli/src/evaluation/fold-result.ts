import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { LeakVerdict } from '@prosodia/features';

import { CliError } from '../failure.js';

/** A fold of an evaluation as it lies in its file: whole, or not there. */
export interface FoldResult {
  readonly fold: string;
  readonly seed: number;
  /** What was chosen: settings, or the epoch. */
  readonly chosen: Readonly<Record<string, number>>;
  readonly learntFrom: 'train' | 'train and dev';
  readonly counts: {
    readonly train: number;
    readonly dev: number;
    readonly test: number;
    readonly leftOut: number;
  };
  readonly leakCheck: LeakVerdict;
  /** Indices into the clips. */
  readonly rows: readonly number[];
  /** Of the test part, rows x labels; six digits. */
  readonly probabilities: readonly number[];
  readonly devActual: readonly number[];
  readonly devProbabilities: readonly number[];
  readonly seconds: number;
}

/** Where a fold lies; `index` counts those of its seed from 0. */
export const foldFile = (folder: string, seed: number, index: number): string =>
  join(folder, 'folds', `seed${seed}-fold${index + 1}.json`);

/** Six digits: more say nothing, and files are half as large. */
export const compact = (values: Float32Array): number[] =>
  Array.from(values, (value) => Number(value.toPrecision(6)));

/** @returns undefined where the file is not there */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError('RUN_FOLDER', `Expected JSON for ${file} but received something else`);
  }
}
