import { z } from 'zod';

/**
 * A network as data: what its layers are, in order, and nothing else. Only the kinds below exist, so a file
 * that describes a network can never bring code along, and every size is bounded.
 */

const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const size = z.int().min(1).max(65_536);
const activation = z.enum(['linear', 'relu', 'softmax']);

const share = z.number().min(0).max(1);
const statistic = z.enum(['attention', 'max', 'mean', 'deviation']);

const simpleLayerSchemas = [
  /**
   * Convolution along time, stride 1: [steps, channels] -> [steps - kernelSize + 1, filters], and with the padding
   * `same`, zeros before and behind, -> [steps, filters]. Without `useBias: false` it has a bias.
   */
  z.strictObject({
    type: z.literal('conv1d'),
    name,
    filters: size,
    kernelSize: size,
    activation,
    padding: z.enum(['valid', 'same']).optional(),
    useBias: z.boolean().optional(),
  }),
  /** Normalises each channel; `momentum` is the share of the old moving mean and variance that a batch keeps. */
  z.strictObject({
    type: z.literal('batchNormalization'),
    name,
    momentum: share,
    epsilon: share,
  }),
  /** A function of each value. */
  z.strictObject({ type: z.literal('activation'), name, activation }),
  /** Sets this share of the values to 0 and makes the others so much larger; in training alone. */
  z.strictObject({ type: z.literal('dropout'), name, rate: z.number().min(0).max(0.99) }),
  /** Adds normal noise of this deviation to each value; in training alone. */
  z.strictObject({ type: z.literal('gaussianNoise'), name, deviation: z.number().min(0).max(100) }),
  /** The largest of each `poolSize` steps, without overlap; a rest is dropped: [steps, c] -> [floor(steps / poolSize), c]. */
  z.strictObject({ type: z.literal('maxPooling1d'), name, poolSize: size }),
  /** The mean of each `poolSize` steps, as above. */
  z.strictObject({ type: z.literal('averagePooling1d'), name, poolSize: size }),
  /**
   * Statistics over time, one behind the other: [steps, c] -> [statistics x c]. `attention` is a mean whose weights a
   * layer of `units` learns.
   */
  z.strictObject({
    type: z.literal('timePooling'),
    name,
    statistics: z
      .array(statistic)
      .min(1)
      .max(4)
      .refine((all) => new Set(all).size === all.length, { message: 'each statistic once' }),
    units: size,
  }),
  /** All values of a row in one line, channels fastest. */
  z.strictObject({ type: z.literal('flatten'), name }),
  /** Fully connected: [n] -> [units]. With `initialKernel: 'zeros'` its first answer to everything is the same. */
  z.strictObject({
    type: z.literal('dense'),
    name,
    units: size,
    activation,
    initialKernel: z.literal('zeros').optional(),
  }),
] as const;

const simpleLayerSchema = z.discriminatedUnion('type', simpleLayerSchemas);

const layerSpecSchema = z.discriminatedUnion('type', [
  ...simpleLayerSchemas,
  /** What its layers, which must keep the shape, make of the input is added to the input. */
  z.strictObject({
    type: z.literal('residual'),
    name,
    layers: z.array(simpleLayerSchema).min(1).max(64),
  }),
]);

export const networkSpecSchema = z
  .strictObject({
    name,
    /** Shape of one row: [values] or [steps, channels]. */
    inputShape: z.array(size).min(1).max(2),
    layers: z.array(layerSpecSchema).min(1).max(256),
  })
  .refine(
    ({ layers }) => {
      const names = layersInOrder(layers).map((layer) => layer.name);
      return new Set(names).size === names.length;
    },
    { message: 'a name of its own for each layer', path: ['layers'] },
  );

/** One layer of a {@link NetworkSpec}. */
export type LayerSpec = z.infer<typeof layerSpecSchema>;

/** A layer that holds no others. */
export type SimpleLayerSpec = z.infer<typeof simpleLayerSchema>;

/** Every layer in the order of computation: those of a residual before the residual itself, which is their sum. */
export function layersInOrder(layers: readonly LayerSpec[]): LayerSpec[] {
  return layers.flatMap((layer) =>
    layer.type === 'residual' ? [...layer.layers, layer] : [layer],
  );
}

/** A network as data. Build it with {@link buildNetwork}, look at it with {@link describeNetwork}. */
export type NetworkSpec = z.infer<typeof networkSpecSchema>;
