import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { tf } from '../../_tfjs.js';
import type { ModelError } from '../../errors.js';
import { classes, network, sines, weightsOf } from '../_test-training.js';
import { train, type Training } from '../train.js';
import type { TrainOptions } from '../train-options.js';

/** Small enough for the slowest backend. */
export const options: TrainOptions = {
  ...{ train: sines(61, 1), dev: sines(30, 2), classes, network },
  ...{ epochs: 8, batchSize: 16, seed: 3 },
};

/** The folder of a test's own checkpoints; it is not there yet. */
export function checkpointFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeEach(async () => {
    tf.disposeVariables();
    folder.path = join(await mkdtemp(join(tmpdir(), 'prosodia-checkpoints-')), 'states');
  });
  afterEach(async () => {
    await rm(join(folder.path, '..'), { recursive: true });
  });
  return folder;
}

const onProblem = (problem: ModelError): never => {
  throw problem;
};

/** The same training with its checkpoints kept; a problem with them fails the test. */
export const keeping = (
  { path }: { readonly path: string },
  more: Partial<TrainOptions['checkpoints']> = {},
): TrainOptions => ({ ...options, checkpoints: { folder: path, onProblem, ...more } });

/** Everything of a training but the times. */
export const outcome = ({ model, history, chosenEpoch }: Training): object => ({
  weights: weightsOf(model),
  history: history.map((record) => ({ ...record, seconds: 0 })),
  chosenEpoch,
});

/** Stops a training some turns of the event loop after an epoch: a step takes one at least. */
export async function interrupted(
  given: TrainOptions,
  afterEpoch: number,
  more = 0,
): Promise<void> {
  const stop = new AbortController();
  let turns = 0;
  const countDown = () => {
    if (turns++ === more) stop.abort();
    else setImmediate(countDown);
  };
  const promise = train({
    ...{ ...given, signal: stop.signal },
    onEpoch: ({ epoch }) => {
      if (epoch === afterEpoch) countDown();
    },
  });
  await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
}
