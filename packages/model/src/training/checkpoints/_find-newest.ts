import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelError } from '../../errors.js';
import type { TrainPlan } from '../train-options.js';
import { readCheckpoint } from './_checkpoint-files.js';
import type { Checkpoint } from './checkpoint-format.js';

const NAME = /^epoch-(\d+)-step-(\d+)$/;

interface Found {
  readonly newest?: { readonly name: string; readonly checkpoint: Checkpoint };
  /** Why newer ones cannot be read. */
  readonly refused: readonly ModelError[];
}

/**
 * The newest checkpoint of a folder that can be read, also while another process writes there.
 *
 * @throws {ModelError} CHECKPOINT_IO or CHECKPOINT_INVALID where there are some and none can be read
 */
export async function findNewest(
  folder: string,
  { network }: Pick<TrainPlan, 'network'>,
): Promise<Found> {
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
