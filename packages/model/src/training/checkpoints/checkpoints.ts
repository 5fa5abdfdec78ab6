import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backend } from '../../backend.js';
import { expected, ModelError } from '../../errors.js';
import type { CheckpointOptions, TrainPlan } from '../train-options.js';
import { encodeCheckpoint, readCheckpoint, writeCheckpoint } from './_checkpoint-files.js';
import { checkIdentity, identityOf } from './_identity.js';
import type { Checkpoint, CheckpointState } from './checkpoint-format.js';

/** The newest ones that stay: should the last be damaged, there is one before it. */
const GENERATIONS = 2;
const NAME = /^epoch-(\d+)-step-(\d+)$/;

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
  readonly #lasting: Lasting;
  /** Names of whole ones, the oldest first. */
  #whole: string[];
  #writing: Promise<void> | undefined;
  #writtenAt = performance.now();
  /** Whether the last one could not be written, and that was told. */
  #failing = false;

  private constructor(
    options: CheckpointOptions,
    lasting: Lasting,
    newest: { name: string; checkpoint: Checkpoint } | undefined,
  ) {
    this.#options = options;
    this.#lasting = lasting;
    this.found = newest?.checkpoint;
    this.#whole = newest === undefined ? [] : [newest.name];
  }

  /**
   * Looks for the state that `plan` goes on from; undefined where no checkpoints are wanted.
   *
   * @throws {ModelError} CHECKPOINT_MISMATCH for the state of another training; CHECKPOINT_IO or CHECKPOINT_INVALID
   *   where there are some and none can be read
   */
  static async open(plan: TrainPlan, backend: Backend): Promise<Checkpoints | undefined> {
    const { checkpoints: options } = plan;
    if (options === undefined) return undefined;
    const { name, version, device } = backend;
    const lasting: Lasting = {
      ...{ format: 'prosodia-training', formatVersion: 1 },
      ...{ training: identityOf(plan), backend: { name, version, device } },
    };
    const { newest, refused } = await findNewest(options.folder, plan);
    const checkpoints = new Checkpoints(options, lasting, newest);
    for (const error of refused) checkpoints.#tell(error);
    if (newest === undefined) return checkpoints;
    const { training, backend: former } = newest.checkpoint.state;
    checkIdentity(training, lasting.training, options.folder);
    if (JSON.stringify(former) !== JSON.stringify(lasting.backend))
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

  /** Waits until nothing is written any more. */
  async close(): Promise<void> {
    await this.#writing;
  }

  async #write({ state, arrays }: Moving): Promise<void> {
    this.#writtenAt = performance.now();
    const name = `epoch-${state.history.length}-step-${state.progress.steps}`;
    const files = encodeCheckpoint({ state: { ...this.#lasting, ...state }, arrays });
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

interface Found {
  readonly newest?: { readonly name: string; readonly checkpoint: Checkpoint };
  /** Why newer ones cannot be read. */
  readonly refused: readonly ModelError[];
}

/** The newest checkpoint that can be read. */
async function findNewest(folder: string, { network }: Pick<TrainPlan, 'network'>): Promise<Found> {
  const names = await checkpointNames(folder);
  const refused: ModelError[] = [];
  for (const name of names) {
    try {
      const checkpoint = await readCheckpoint(join(folder, name), network);
      return { newest: { name, checkpoint }, refused };
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      refused.push(error);
    }
  }
  const [first] = refused;
  if (first === undefined) return { refused };
  // Another process that trains may have removed each of them in turn, for newer ones.
  const now = await checkpointNames(folder);
  if (now.join() === names.join()) throw first;
  return findNewest(folder, { network });
}

/** The newest first. */
async function checkpointNames(folder: string): Promise<string[]> {
  const found = (await readdir(folder).catch(() => [])).flatMap((name) => {
    const [, epoch, step] = NAME.exec(name) ?? [];
    return epoch === undefined ? [] : [{ name, epoch: Number(epoch), step: Number(step) }];
  });
  return found.sort((a, b) => b.epoch - a.epoch || b.step - a.step).map(({ name }) => name);
}
