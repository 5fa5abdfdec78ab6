import { z } from 'zod';
import type { NetworkSpec } from '../../networks/network-spec.js';
import { describeNetwork } from '../../networks/describe-network.js';
import type { NamedArray } from '../../sealed/safetensors.js';
import type { SealedCodes } from '../../sealed/sealed-folder.js';

/** The files of a checkpoint. */
export const STATE_FILE = 'state.json';
export const ARRAYS_FILE = 'state.safetensors';

export const CHECKPOINT_CODES: SealedCodes = {
  ...{ exists: 'CHECKPOINT_IO', io: 'CHECKPOINT_IO', invalid: 'CHECKPOINT_INVALID' },
  mend: 'begin the training anew',
};

/** Longest `state.json`: a hundred thousand epochs. */
export const MAX_STATE_BYTES = 32 << 20;

const count = z.int().min(0);
/** JSON writes null for what is not finite, which the loss of a training gone wrong may be. */
const number = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

/** `state.json`: all that is no array. Data only, as a bundle's `model.json`. */
export const stateSchema = z
  .strictObject({
    format: z.literal('prosodia-training'),
    formatVersion: z.literal(1),
    /** What decides the training, see `identityOf`. */
    training: z.record(z.string(), z.json()),
    backend: z.strictObject({ name: z.string(), version: z.string(), device: z.string() }),
    /** A record of each epoch that is done. */
    history: z.array(z.record(z.string(), number)),
    /** Of the epoch after those: steps taken, sums over their rows, wall time. */
    progress: z.strictObject({ steps: count, loss: number, hits: number, seconds: number }),
    /** The best epoch so far, whose weights are among the arrays. */
    kept: z.strictObject({ epoch: z.int().min(1), score: z.number() }).optional(),
  })
  .refine(({ history }) => history.every(({ epoch }, index) => epoch === index + 1), {
    message: 'the epochs 1, 2, 3 and so on',
    path: ['history'],
  })
  .refine(({ history, kept }) => (kept?.epoch ?? 0) <= history.length, {
    message: 'an epoch of the history',
    path: ['kept', 'epoch'],
  });

export type CheckpointState = z.infer<typeof stateSchema>;

/** What one moment of a training was. */
export interface Checkpoint {
  readonly state: CheckpointState;
  /** As {@link slotsOf} lists them. */
  readonly arrays: readonly NamedArray[];
}

/** What the arrays of a checkpoint are, as the first part of their names. */
export const GROUPS = ['weights', 'mean', 'square', 'kept'] as const;

export type Group = (typeof GROUPS)[number];

/** The arrays of one group, a name and shape for each: `mean/conv1/kernel`. */
export function slotsOf(network: NetworkSpec, group: Group): Omit<NamedArray, 'values'>[] {
  const all = describeNetwork(network).layers.flatMap(({ weights }) => weights);
  const moments = group === 'mean' || group === 'square';
  return all
    .filter(({ trainable }) => trainable || !moments)
    .map(({ name, shape }) => ({ name: `${group}/${name}`, shape }));
}
