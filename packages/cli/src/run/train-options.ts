import type { StoreOptions } from '../stages/open-store.js';
import type { SplitOptions } from '../stages/split-table.js';
import type { NetworkKind } from './network-kinds.js';
import type { RunStart } from './run-start.js';

/** What decides a run; everything else follows from it and from the recordings. */
export interface TrainRunOptions extends SplitOptions, StoreOptions {
  /** Folder of the recordings; without it they are looked for, see `openCorpus`. */
  readonly data?: string;
  /** The network to train; it decides the features too. */
  readonly model: NetworkKind;
  /** Without it as many as go with the network. */
  readonly epochs?: number;
  /** Rows a step of the optimiser; without it as many as go with the network. */
  readonly batchSize?: number;
  /** Decides the first weights and the order of the clips. */
  readonly seed: number;
  /** The run folder to write; must be new or empty. */
  readonly out?: string;
  /** `out` may also be a former run, which is replaced. */
  readonly force?: true;
  readonly threads?: number;
  /** Events for TensorBoard are written too. */
  readonly tensorboard?: true;
  /** The run is one that goes on, and this is how it began. */
  readonly goesOn?: RunStart;
}

/** The same with what goes with the network filled in. */
export type DecidedOptions = TrainRunOptions &
  Required<Pick<TrainRunOptions, 'epochs' | 'batchSize'>>;
