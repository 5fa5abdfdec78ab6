import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { EventFile, ModelError, type EpochMoment, type EpochRecord } from '@prosodia/model';
import { makeFolder, writeFlushed } from '@prosodia/whole-files';

import type { Terminal } from '../terminal/terminal.js';

/** The folder of a run that `tensorboard --logdir` shows. */
const EVENTS_FOLDER = 'tensorboard';

/** The events of a run that goes on, for TensorBoard. */
export class RunEvents {
  readonly #folder: string;
  readonly #terminal: Pick<Terminal, 'notice' | 'warn'>;
  #file: EventFile | undefined;
  #failed = false;

  /** @param unfinished the folder that holds the state of the run */
  constructor(unfinished: string, terminal: Pick<Terminal, 'notice' | 'warn'>) {
    this.#folder = join(unfinished, EVENTS_FOLDER);
    this.#terminal = terminal;
  }

  /** Where they cannot be written the training goes on without. */
  async add(record: EpochRecord, moment: EpochMoment): Promise<void> {
    if (this.#failed) return;
    try {
      this.#file ??= await this.#begin(record.epoch);
      await this.#file.add(record, moment);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      this.#failed = true;
      this.#terminal.warn(`The training goes on without events: ${error.message}`);
    }
  }

  /** Copies them into the folder of the run. */
  async copyTo(run: string): Promise<void> {
    await this.#file?.close();
    const names = await readdir(this.#folder).catch(() => []);
    const target = join(run, EVENTS_FOLDER);
    if (names.length > 0) await makeFolder(target);
    for (const name of names)
      await writeFlushed(join(target, name), [await readFile(join(this.#folder, name))]);
  }

  async #begin(epoch: number): Promise<EventFile> {
    const file = await EventFile.begin(this.#folder, epoch);
    this.#terminal.notice(`To watch: tensorboard --logdir ${this.#folder}`);
    return file;
  }
}
