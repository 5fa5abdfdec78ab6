import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@prosodia/whole-files';
import { ModelError } from '../errors.js';
import { namedWeights } from '../sealed/network-weights.js';
import type { EpochMoment, EpochRecord } from '../training/train-options.js';
import { startEvent, summaryEvent, versionEvent, type Summary } from './_event.js';
import { histogramOf } from './_histogram.js';
import { frame } from './_record.js';

/** The curves of a training, by their names in TensorBoard. */
const CURVES = {
  'train/loss': 'loss',
  'train/accuracy': 'accuracy',
  'dev/loss': 'devLoss',
  'dev/accuracy': 'devAccuracy',
  'dev/recall': 'devUar',
} as const satisfies Record<string, keyof EpochRecord>;

/**
 * A file of events, which TensorBoard shows while it grows: loss, accuracy and learning rate of each epoch, and how the
 * weights spread. Hand its `add` to `train` as `onEpoch`.
 */
export class EventFile {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Begins a file beside those that are there. TensorBoard shows it in place of what they say from `epoch` on.
   *
   * @param folder what `tensorboard --logdir` is given, or a folder in it; made where it is missing
   * @param epoch the first that will be added
   * @throws {ModelError} EVENTS_IO
   */
  static async begin(folder: string, epoch = 1): Promise<EventFile> {
    const seconds = Math.floor(Date.now() / 1000);
    const path = join(folder, `events.out.tfevents.${seconds}.prosodia-epoch-${epoch}`);
    return sayWhatFails(path, async () => {
      await makeFolder(folder);
      const events = new EventFile(await open(path, 'a'));
      await events.#write(versionEvent(), startEvent(epoch));
      return events;
    });
  }

  /** @throws {ModelError} EVENTS_IO */
  async add(record: EpochRecord, { model, learningRate }: EpochMoment): Promise<void> {
    const summaries: Summary[] = [{ tag: 'train/learning_rate', scalar: learningRate }];
    for (const [tag, field] of Object.entries(CURVES)) {
      const scalar = record[field];
      if (scalar !== undefined) summaries.push({ tag, scalar });
    }
    for (const { name, weight } of namedWeights(model)) {
      const histogram = histogramOf(await weight.data<'float32'>());
      if (histogram !== undefined) summaries.push({ tag: `weights/${name}`, histogram });
    }
    await sayWhatFails('the events', () => this.#write(summaryEvent(record.epoch, summaries)));
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(...events: readonly Buffer[]): Promise<void> {
    await this.#file.appendFile(Buffer.concat(events.map(frame)));
  }
}

async function sayWhatFails<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `Expected a file that can be written for ${path} but received ${reason}`;
    throw new ModelError('EVENTS_IO', message, { cause });
  }
}
