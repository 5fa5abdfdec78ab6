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
