import { z } from 'zod';

/**
 * A network as data: what its layers are, in order, and nothing else. Only the kinds below exist, so a file
 * that describes a network can never bring code along, and every size is bounded.
 */

const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const size = z.int().min(1).max(65_536);
const activation = z.enum(['linear', 'relu', 'softmax']);

const layerSpecSchema = z.discriminatedUnion('type', [
  /** Convolution along time without padding, stride 1: [steps, channels] -> [steps - kernelSize + 1, filters]. */
  z.strictObject({
    type: z.literal('conv1d'),
    name,
    filters: size,
    kernelSize: size,
    activation,
  }),
  /** Normalises each channel; `momentum` is the share of the old moving mean and variance that a batch keeps. */
  z.strictObject({
    type: z.literal('batchNormalization'),
    name,
    momentum: z.number().min(0).max(1),
    epsilon: z.number().min(0).max(1),
  }),
  /** The largest of each `poolSize` steps, without overlap; a rest is dropped: [steps, c] -> [floor(steps / poolSize), c]. */
  z.strictObject({ type: z.literal('maxPooling1d'), name, poolSize: size }),
  /** All values of a row in one line, channels fastest. */
  z.strictObject({ type: z.literal('flatten'), name }),
  /** Fully connected: [n] -> [units]. */
  z.strictObject({ type: z.literal('dense'), name, units: size, activation }),
]);

export const networkSpecSchema = z
  .strictObject({
    name,
    /** Shape of one row: [values] or [steps, channels]. */
    inputShape: z.array(size).min(1).max(2),
    layers: z.array(layerSpecSchema).min(1).max(256),
  })
  .refine(({ layers }) => new Set(layers.map((layer) => layer.name)).size === layers.length, {
    message: 'a name of its own for each layer',
    path: ['layers'],
  });

/** One layer of a {@link NetworkSpec}. */
export type LayerSpec = z.infer<typeof layerSpecSchema>;

/** A network as data. Build it with {@link buildNetwork}, look at it with {@link describeNetwork}. */
export type NetworkSpec = z.infer<typeof networkSpecSchema>;
