import type { LabelledRows } from '../labelled-rows.js';
import { classifierOf, rowsOf, softmax, type Classifier, type FitOptions } from './classifier.js';
import { loadLibsvm } from './_libsvm.js';
import { parseSvmModel, svmScores } from './_svm-model.js';

/** Options of {@link trainSupportVectorMachine}. */
export interface SupportVectorMachineOptions extends FitOptions {
  readonly kernel: 'linear' | 'rbf';
  /** How much a row on the wrong side counts against a wide margin, above 0. */
  readonly cost: number;
  /** The RBF kernel's 1 / width^2, as a multiple of 1 / columns (1). */
  readonly gammaScale?: number;
}

/**
 * A support vector machine by LIBSVM, one decision for each pair of classes. The scores are scikit-learn's (votes and
 * squeezed margins), the probabilities their softmax: good for ranking, and made good as chances by a temperature
 * fitted on a dev part. LIBSVM's own probabilities come from five more fits on parts drawn at random, which neither
 * keep speakers together nor come out the same in another order of work.
 *
 * Computes at once: about a second for 1152 x 259 values.
 *
 * @throws {ModelError} INVALID_DATA
 */
export async function trainSupportVectorMachine(
  train: LabelledRows,
  options: SupportVectorMachineOptions,
): Promise<Classifier> {
  const { classes, kernel, cost, gammaScale = 1 } = options;
  const { width } = train;
  const rows = rowsOf(train, options).map((row) => Array.from(row));
  const Svm = await loadLibsvm();
  const svm = new Svm({
    kernel: kernel === 'rbf' ? Svm.KERNEL_TYPES.RBF : Svm.KERNEL_TYPES.LINEAR,
    ...{ cost, gamma: gammaScale / width, cacheSize: CACHE_MEGABYTES, quiet: true },
  });
  try {
    svm.train(rows, Array.from(train.y));
    const model = parseSvmModel(svm.serializeModel(), width);
    const name = `${kernel} SVM (LIBSVM, cost ${cost}${kernel === 'rbf' ? `, gamma ${gammaScale} / columns` : ''})`;
    return classifierOf(name, { width, classes }, (row) => softmax(svmScores(model, row, classes)));
  } finally {
    svm.free(); // its memory is not the garbage collector's
  }
}

/** Enough for the whole kernel of 1440 rows. */
const CACHE_MEGABYTES = 100;
