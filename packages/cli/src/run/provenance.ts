import { createHash } from 'node:crypto';
import { posix } from 'node:path';

import type { FeatureTable } from '@prosodia/features';
import type { Bundle } from '@prosodia/model';

type Provenance = Bundle['provenance'];
interface CorpusIdentity {
  readonly name: string;
  readonly synthetic: boolean;
}

/** Clips with their rows as they were measured, before any standardiser. */
type Rows = Pick<FeatureTable, 'values' | 'width'> & {
  readonly clips: readonly { readonly path: string }[];
};

/**
 * What a model says of the recordings behind it: the corpus, and the clips it learnt from or was chosen by, each by its
 * path and, at the same place of another list, by a digest of its sound (see {@link unseenRows}).
 *
 * @param trainedOn rows of `table`
 */
export function provenanceOf(
  { name, synthetic }: CorpusIdentity,
  table: Rows,
  trainedOn: readonly number[],
): Provenance {
  return {
    corpus: { name, synthetic },
    trainedOn: trainedOn.flatMap((row) => table.clips[row]?.path ?? []),
    trainedOnSounds: trainedOn.map((row) => soundDigest(table, row)),
  };
}

/** Whether a program made the sounds that the model was trained on. */
export function madeOfSyntheticSounds(provenance: Provenance): boolean {
  return corpusOf(provenance)?.synthetic === true;
}

/**
 * The rows of clips that the model was not trained on. A clip is known again by its file name, which within one corpus
 * says everything of a recording (the demo corpus uses the names of RAVDESS for other sounds), or in any corpus and by
 * any name by its sound as the model's features see it, bit for bit. That finds copies, also lossless ones such as FLAC
 * of a WAV, where they decode to the same samples and are measured by the same version on a like machine; a copy with
 * another gain, rate or beginning, or a lossy one, is taken for a new clip unless its name tells. A model of before
 * there were digests has names alone.
 *
 * @param table measured by the model's feature set
 * @returns ascending; null where the model does not say what it was trained on
 */
export function unseenRows(
  provenance: Provenance,
  at: CorpusIdentity,
  table: Rows,
): number[] | null {
  const { trainedOn } = provenance;
  const corpus = corpusOf(provenance);
  if (corpus === undefined || !Array.isArray(trainedOn)) return null;
  const ofThisCorpus = corpus.name === at.name && corpus.synthetic === at.synthetic;
  const names = new Set(
    (ofThisCorpus ? textsOf(trainedOn) : []).map((path) => posix.basename(path)),
  );
  const sounds = new Set(textsOf(provenance.trainedOnSounds));
  return [...table.clips.entries()].flatMap(([row, { path }]) =>
    names.has(posix.basename(path)) || (sounds.size > 0 && sounds.has(soundDigest(table, row)))
      ? []
      : [row],
  );
}

/** The first 16 hexadecimal digits of the SHA-256 over a row's float32 values (little-endian). */
function soundDigest({ values, width }: Pick<Rows, 'values' | 'width'>, row: number): string {
  const { buffer, byteOffset, byteLength } = values.subarray(row * width, (row + 1) * width);
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

function corpusOf({ corpus }: Provenance): CorpusIdentity | undefined {
  if (typeof corpus !== 'object' || corpus === null || Array.isArray(corpus)) return undefined;
  const { name, synthetic } = corpus;
  return isText(name) && typeof synthetic === 'boolean' ? { name, synthetic } : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);
