import type { Clip } from '@prosodia/features';
import { evaluate } from '@prosodia/model';
import type { FoldRecord } from '@prosodia/records';
import { applyTemperature, chooseThreshold, fitTemperature } from '@prosodia/statistics';

/** Share of wrong answers that `unsure` is to keep to; the threshold for it is chosen on dev. */
export const WANTED_RISK = 0.2;

/** What the folds of one seed, or of several, say of their test rows. */
export interface Collected {
  readonly rows: readonly number[];
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  readonly raw: Float32Array;
  /** `raw` at the temperature that fits each fold's dev part. */
  readonly cooled: Float32Array;
  /** Whether a row's confidence reaches its fold's threshold. */
  readonly sure: readonly boolean[];
}

/** The test rows of the folds of one seed. */
export function collect(
  labels: readonly string[],
  clips: readonly Clip[],
  results: readonly FoldRecord[],
): Collected {
  const classes = labels.length;
  const folds = results.map((result) => {
    const raw = Float32Array.from(result.probabilities);
    const dev = Float32Array.from(result.devProbabilities);
    const temperature = fitTemperature(dev, result.devActual);
    const cooled = applyTemperature(raw, classes, temperature);
    const cooledDev = applyTemperature(dev, classes, temperature);
    const threshold = chooseThreshold(cooledDev, result.devActual, { risk: WANTED_RISK }) ?? 2;
    return { rows: result.rows, raw, cooled, threshold };
  });
  const rows = folds.flatMap((fold) => fold.rows);
  const predicted = folds.flatMap(({ rows: own, raw }) =>
    own.map((_, i) => mostProbable(raw, i, classes)),
  );
  return {
    ...{ rows, predicted },
    actual: rows.map((row) => labels.indexOf(clipOf(clips, row).emotion)),
    raw: concat(folds.map(({ raw }) => raw)),
    cooled: concat(folds.map(({ cooled }) => cooled)),
    sure: folds.flatMap(({ rows: own, cooled, threshold }) =>
      own.map((_, i) => (cooled[i * classes + mostProbable(cooled, i, classes)] ?? 0) >= threshold),
    ),
  };
}

/** How the seeds do as one model, which answers with the mean of their probabilities. */
export function together(perSeed: readonly Collected[], labels: readonly string[]) {
  const [first] = perSeed;
  const mean = first?.raw.map((_, i) => meanOf(perSeed.map(({ raw }) => raw[i] ?? 0)));
  const { accuracy, uar } = evaluate(mean ?? new Float32Array(), first?.actual ?? [], labels);
  return { accuracy, uar };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The seeds one after another. */
export function joinSeeds(many: readonly Collected[]): Collected {
  return {
    rows: many.flatMap(({ rows }) => rows),
    actual: many.flatMap(({ actual }) => actual),
    predicted: many.flatMap(({ predicted }) => predicted),
    raw: concat(many.map(({ raw }) => raw)),
    cooled: concat(many.map(({ cooled }) => cooled)),
    sure: many.flatMap(({ sure }) => sure),
  };
}

function mostProbable(values: Float32Array, row: number, classes: number): number {
  const own = values.subarray(row * classes, (row + 1) * classes);
  return own.indexOf(Math.max(...own));
}

function concat(parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

/** @throws where there is no such clip, which would be a mistake of ours */
export function clipOf(clips: readonly Clip[], row: number | undefined): Clip {
  const clip = clips[row ?? -1];
  if (clip === undefined) throw new Error(`no clip ${row ?? 'none'}`);
  return clip;
}
