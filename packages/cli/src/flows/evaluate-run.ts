import { featureSet, type Clip } from '@prosodia/features';
import { evaluate, loadBundle, type Evaluation } from '@prosodia/model';

import type { CommandContext } from '../command.js';
import { CliError } from '../failure.js';
import { findModelFolder } from '../run/model-folder.js';
import { madeOfSyntheticSounds, unseenRows } from '../run/provenance.js';
import { extractTable } from '../stages/extract-table.js';
import { openCorpus } from '../stages/open-corpus.js';
import { openStore, type StoreOptions } from '../stages/open-store.js';
import { SYNTHETIC_MODEL_WORDS } from '../terminal/synthetic.js';

export interface EvaluateRunOptions extends StoreOptions {
  /** The folder of a run, or the `model/` folder in it. */
  readonly model: string;
  readonly data?: string;
  readonly threads?: number;
}

/** How a model does on a corpus. */
export interface EvaluateReport {
  /** Clips that were judged. */
  readonly clips: number;
  /** Clips of emotions that the model does not know, by emotion: it was not asked about them. */
  readonly unknown: Readonly<Record<string, number>>;
  /** Files left out because of their name or their content. */
  readonly failed: number;
  readonly corpus: { readonly name: string; readonly synthetic: boolean };
  readonly all: Evaluation;
  /**
   * Clips that the model was trained on, by name or by sound (see `unseenRows`); where there are any, `all` flatters it.
   * Null: the model does not say.
   */
  readonly seenInTraining: number | null;
  /** The result on the other clips; null where there are none, or nobody knows which. */
  readonly unseen: Evaluation | null;
}

/** Tests a trained model on every clip of a corpus, and apart on those that it has not been trained on. */
export async function evaluateRun(
  options: EvaluateRunOptions,
  context: CommandContext,
): Promise<EvaluateReport> {
  const bundle = await loadBundle(await findModelFolder(options.model));
  if (madeOfSyntheticSounds(bundle.provenance)) context.terminal.warn(SYNTHETIC_MODEL_WORDS);
  const recipe = featureSet(bundle.featureSetId);
  const corpus = await openCorpus(options.data, context);
  const { table, failed } = await extractTable(
    corpus,
    { featureSet: recipe, store: openStore(options, context), threads: options.threads },
    context,
  );
  const { clips } = table;
  const { known, unknown } = rowsByLabel(clips, bundle.labels);
  if (known.length === 0)
    throw new CliError(
      'LABELS_UNKNOWN',
      `Expected clips of ${bundle.labels.join(', ')} for ${corpus.path} but received only ${Object.keys(unknown).join(', ')}`,
    );
  const probabilities = await bundle.predict({ ...table, rows: clips.length });
  bundle.dispose();
  context.signal.throwIfAborted();

  const classes = bundle.labels.length;
  const judge = (rows: readonly number[]): Evaluation => {
    const own = rows.flatMap((row) => [
      ...probabilities.subarray(row * classes, (row + 1) * classes),
    ]);
    const actual = rows.map((row) => bundle.labels.indexOf(clips[row]?.emotion ?? ''));
    return evaluate(Float32Array.from(own), actual, bundle.labels);
  };
  const isKnown = new Set(known);
  const unseen = unseenRows(bundle.provenance, corpus, table)?.filter((row) => isKnown.has(row));
  return {
    clips: known.length,
    unknown,
    failed: failed.length,
    corpus: { name: corpus.name, synthetic: corpus.synthetic },
    all: judge(known),
    seenInTraining: unseen ? known.length - unseen.length : null,
    unseen: unseen && unseen.length > 0 ? judge(unseen) : null,
  };
}

/** The rows that a model with these labels can be right about, and how many it cannot, by emotion. */
function rowsByLabel(
  clips: readonly Pick<Clip, 'emotion'>[],
  labels: readonly string[],
): { known: number[]; unknown: Record<string, number> } {
  const unknown: Record<string, number> = {};
  const known = [...clips.entries()].flatMap(([row, { emotion }]) => {
    if (labels.includes(emotion)) return [row];
    unknown[emotion] = (unknown[emotion] ?? 0) + 1;
    return [];
  });
  return { known, unknown };
}
