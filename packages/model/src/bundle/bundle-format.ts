import { z } from 'zod';
import { networkSpecSchema } from '../networks/network-spec.js';

/** Grows when an older reader could not make sense of a newer `model.json`. */
export const FORMAT_VERSION = 1;

/** Longest `model.json`; the provenance may name a few thousand clips. */
export const MAX_MODEL_JSON_BYTES = 4 << 20;

const label = z.string().min(1).max(100);
const values = z.array(z.number()).min(1).max(65_536);

/** `model.json`: all of a bundle but its weights. Data only: no code, no paths, no unknown names. */
export const modelJsonSchema = z
  .strictObject({
    format: z.literal('prosodia-model'),
    formatVersion: z.literal(FORMAT_VERSION),
    network: networkSpecSchema,
    labels: z.array(label).min(2).max(65_536),
    featureSetId: label,
    standardiser: z.strictObject({ mean: values, deviation: z.array(z.number().positive()) }),
    provenance: z.record(z.string(), z.json()),
  })
  .refine(({ labels }) => new Set(labels).size === labels.length, {
    message: 'a label of its own for each class',
    path: ['labels'],
  });

export type ModelJson = z.infer<typeof modelJsonSchema>;
