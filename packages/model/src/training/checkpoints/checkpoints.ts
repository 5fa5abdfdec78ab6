import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Release } from '@prosodia/whole-files';
import type { Backend } from '../../backend.js';
import { expected, ModelError } from '../../errors.js';
import type { CheckpointOptions, TrainPlan } from '../train-options.js';
import { encodeCheckpoint, writeCheckpoint } from './_checkpoint-files.js';
import { claimCheckpoints } from './_claim.js';
import { findNewest } from './_find-newest.js';
import { checkIdentity, identityOf } from './_identity.js';
import type { Checkpoint, CheckpointState } from './checkpoint-format.js';

/** The newest ones that stay: should the last be damaged, there is one before it. */
const GENERATIONS = 2;

/** What a checkpoint says of its training besides what moves. */
type Lasting = Pick<CheckpointState, 'format' | 'formatVersion' | 'training' | 'backend'>;

/** What moves while a training goes on. */
export interface Moving extends Omit<Checkpoint, 'state'> {
  readonly state: Omit<CheckpointState, keyof Lasting>;
}

/** The checkpoints of one training, in a folder of their own: found at its start, written as it goes. */
export class Checkpoints {
  /** What the training goes on from; undefined where it begins. */
  readonly found: Checkpoint | undefined;
  readonly #options: CheckpointOptions;
  readonly #release: Release;
  /** To hash the rows takes a while: not before it is asked for, so that the first step need not wait. */
  readonly #lasting: () => Lasting;
  /** Names of whole ones, the oldest first. */
  #whole: string[];
  #writing: Promise<void> | undefined;
  #writtenAt = performance.now();
  /** Whether the last one could not be written, and that was told. */
  #failing = false;

  private constructor(
    options: CheckpointOptions,
    release: Release,
    lasting: () => Lasting,
    newest: { name: string; checkpoint: Checkpoint } | undefined,
  ) {
    this.#options = options;
    this.#release = release;
    this.#lasting = lasting;
    this.found = newest?.checkpoint;
    this.#whole = newest === undefined ? [] : [newest.name];
  }

  /**
   * Claims the folder and looks for the state that `plan` goes on from; undefined where no checkpoints are wanted. What
   * is opened must be closed.
   *
   * @throws {ModelError} CHECKPOINT_IN_USE; CHECKPOINT_MISMATCH for the state of another training; CHECKPOINT_IO or
   *   CHECKPOINT_INVALID where there are some and none can be read
   */
  static async open(plan: TrainPlan, backend: Backend): Promise<Checkpoints | undefined> {
    const { checkpoints: options } = plan;
    if (options === undefined) return undefined;
    const release = await claimCheckpoints(options.folder, options.onProblem ?? warn);
    try {
      return await Checkpoints.#begin(plan, backend, { options, release });
    } catch (error) {
      await release();
      throw error;
    }
  }

  static async #begin(
    plan: TrainPlan,
    backend: Backend,
    { options, release }: { options: CheckpointOptions; release: Release },
  ): Promise<Checkpoints> {
    const { name, version, device } = backend;
    let known: Lasting | undefined;
    const lasting = (): Lasting =>
      (known ??= {
        ...{ format: 'prosodia-training', formatVersion: 1 },
        ...{ training: identityOf(plan), backend: { name, version, device } },
      });
    const { newest, refused } = await findNewest(options.folder, plan);
    const checkpoints = new Checkpoints(options, release, lasting, newest);
    for (const error of refused) checkpoints.#tell(error);
    if (newest === undefined) return checkpoints;
    const { training, backend: former } = newest.checkpoint.state;
    checkIdentity(training, lasting().training, options.folder);
    if (JSON.stringify(former) !== JSON.stringify(lasting().backend))
      checkpoints.#tell(
        expected(
          'CHECKPOINT_MISMATCH',
          `${former.name} ${former.version} on ${former.device}`,
          `the same last digits as without the interruption`,
          `${name} ${version} on ${device}`,
        ),
      );
    return checkpoints;
  }

  /** Whether an epoch has gone on for so long that a checkpoint within it is due. */
  get due(): boolean {
    return performance.now() - this.#writtenAt > 1000 * (this.#options.everySeconds ?? 60);
  }

  /** Begins to write what `capture` gives; while the last one is still being written it does nothing. */
  async offer(capture: () => Promise<Moving>): Promise<void> {
    if (this.#writing !== undefined) return;
    const moving = await capture();
    this.#writing = this.#write(moving).finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes what `capture` gives, after what is being written. */
  async save(capture: () => Promise<Moving>): Promise<void> {
    await this.#writing;
    await this.offer(capture);
    await this.#writing;
  }

  /** Waits until nothing is written any more, and lets others have the folder. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#release();
  }

  async #write({ state, arrays }: Moving): Promise<void> {
    this.#writtenAt = performance.now();
    const name = `epoch-${state.history.length}-step-${state.progress.steps}`;
    const files = encodeCheckpoint({ state: { ...this.#lasting(), ...state }, arrays });
    try {
      await writeCheckpoint(join(this.#options.folder, name), files);
      this.#whole = [...this.#whole.filter((other) => other !== name), name].slice(-GENERATIONS);
      await this.#clear();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#tell(error);
      this.#failing = true;
    }
  }

  /** Removes what is older, and what a killed process left. */
  async #clear(): Promise<void> {
    const { folder } = this.#options;
    for (const name of await readdir(folder)) {
      if (this.#whole.includes(name) || !/^\.?epoch-/.test(name)) continue;
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }

  #tell(error: unknown): void {
    const { onProblem = warn } = this.#options;
    const isOurs = error instanceof ModelError;
    onProblem(isOurs ? error : new ModelError('CHECKPOINT_IO', String(error), { cause: error }));
  }
}

const warn = ({ message }: ModelError): void => {
  process.emitWarning(message, { type: 'ProsodiaWarning', code: 'PROSODIA_CHECKPOINT' });
};
