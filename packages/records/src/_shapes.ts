import { z } from 'zod';

export const ratio = z.number().min(0).max(1);
export const count = z.int().min(0);

/** Of a class: ratios, and in `support` how many rows are of it. */
export const classScore = z.object({
  label: z.string(),
  precision: ratio,
  recall: ratio,
  f1: ratio,
  support: count,
});

/** Actual classes x predicted classes. */
export const confusionMatrix = z.array(z.array(count));

/** A corpus, and where it was; older records may have relative paths, of which nobody knows from where. */
export const corpusPlace = z.object({
  name: z.string(),
  /** The folder or the manifest that was given, absolute; older records do not say. */
  path: z.string().optional(),
  /** The folder that the paths of the clips start from, absolute. */
  dir: z.string(),
});

/** What is written says all of its place. */
export interface WrittenPlace {
  readonly corpus: Readonly<Required<z.output<typeof corpusPlace>>>;
}

/** Which program was at work. */
export const program = {
  prosodia: z.string(),
  /** Of its checkout, with `-dirty` where files differ; null where it is none. */
  commit: z.string().nullable(),
  node: z.string(),
  platform: z.string(),
};

/** What was read is not changed. */
export type Immutable<T> = T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;
