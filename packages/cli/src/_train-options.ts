/** What decides a run; everything else follows from it and from the recordings. */
export interface TrainRunOptions {
  /** Folder of the recordings; without it they are looked for, see `openCorpus`. */
  readonly data?: string;
  readonly epochs: number;
  /** Rows a step of the optimiser. */
  readonly batchSize: number;
  /** Decides the first weights and the order of the clips. */
  readonly seed: number;
  /** Decides which clips are in train, dev and test: runs of one `splitSeed` can be compared. */
  readonly splitSeed: number;
  /** `dev`: a part of train chooses the epoch. `last`: all of train is learnt from and the last epoch counts. */
  readonly selection: 'dev' | 'last';
  /** The run folder to write; must be new or empty. */
  readonly out?: string;
  readonly threads?: number;
}
