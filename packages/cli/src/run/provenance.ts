import { posix } from 'node:path';

import type { Clip } from '@prosodia/features';
import type { Bundle } from '@prosodia/model';

type Provenance = Bundle['provenance'];
interface CorpusIdentity {
  readonly name: string;
  readonly synthetic: boolean;
}

/** What a model says of the recordings behind it: the corpus, and the clips it learnt from or was chosen by. */
export function provenanceOf(
  { name, synthetic }: CorpusIdentity,
  trainedOn: readonly Pick<Clip, 'path'>[],
): Provenance {
  return { corpus: { name, synthetic }, trainedOn: trainedOn.map(({ path }) => path) };
}

/** Whether a program made the sounds that the model was trained on. */
export function madeOfSyntheticSounds(provenance: Provenance): boolean {
  return corpusOf(provenance)?.synthetic === true;
}

/**
 * The rows of clips that the model was not trained on. Clips are told apart by file name, which within one corpus
 * says everything of a recording; the demo corpus uses the names of RAVDESS for other sounds.
 *
 * @returns null where the model does not say what it was trained on
 */
export function unseenRows(
  provenance: Provenance,
  at: CorpusIdentity,
  clips: readonly Pick<Clip, 'path'>[],
): number[] | null {
  const { trainedOn } = provenance;
  const corpus = corpusOf(provenance);
  if (corpus === undefined || !Array.isArray(trainedOn)) return null;
  const rows = [...clips.keys()];
  if (corpus.name !== at.name || corpus.synthetic !== at.synthetic) return rows;
  const seen = new Set(trainedOn.filter(isText).map((path) => posix.basename(path)));
  return rows.filter((row) => !seen.has(posix.basename(clips[row]?.path ?? '')));
}

function corpusOf({ corpus }: Provenance): CorpusIdentity | undefined {
  if (typeof corpus !== 'object' || corpus === null || Array.isArray(corpus)) return undefined;
  const { name, synthetic } = corpus;
  return isText(name) && typeof synthetic === 'boolean' ? { name, synthetic } : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';
