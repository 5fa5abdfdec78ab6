import { deriveSeed, shuffledIndices } from '@prosodia/statistics';
import type { LayersModel } from '@tensorflow/tfjs';
import { loadBackend, type Backend } from '../backend.js';
import type { LabelledRows } from '../labelled-rows.js';
import { evaluate } from '../metrics.js';
import type { NetworkSpec } from '../networks/network-spec.js';
import { predict } from '../predict.js';
import { TrainingState } from './_training-state.js';
import { Checkpoints } from './checkpoints/checkpoints.js';
import {
  planTraining,
  type EpochRecord,
  type TrainOptions,
  type TrainPlan,
} from './train-options.js';

/** A trained network and how it came about. */
export interface Training {
  readonly network: NetworkSpec;
  /** The network with the weights of `chosenEpoch`; the caller disposes of it. */
  readonly model: LayersModel;
  readonly history: readonly EpochRecord[];
  /** The epoch whose weights `model` has, 1 for the first. */
  readonly chosenEpoch: number;
  /** Wall time of all epochs. */
  readonly seconds: number;
  readonly backend: Backend;
}

/** Stream of the seed for the order of epoch 0; that of the first weights is before it. */
const FIRST_ORDER = 1;

/**
 * Trains a network with Adam on categorical cross-entropy, both as Keras has them. The same options give the same
 * weights on the same machine, backend and number of cores. With `checkpoints` it goes on where a training with the
 * same options was interrupted, and ends with the weights that it would have had without the interruption.
 *
 * @throws {ModelError} INVALID_OPTION, INVALID_DATA or BACKEND_UNAVAILABLE; CHECKPOINT_IN_USE, CHECKPOINT_MISMATCH,
 *   CHECKPOINT_INVALID or CHECKPOINT_IO where it cannot go on; the signal's reason when it is aborted
 */
export async function train(options: TrainOptions): Promise<Training> {
  const plan = planTraining(options);
  const backend = await loadBackend();
  const checkpoints = await Checkpoints.open(plan, backend);
  try {
    return { ...(await runEpochs(plan, checkpoints)), backend };
  } finally {
    await checkpoints?.close();
  }
}

/** From the state that was found, or the first weights, to the model. */
async function runEpochs(
  plan: TrainPlan,
  checkpoints: Checkpoints | undefined,
): Promise<Omit<Training, 'backend'>> {
  const { network, train, dev, epochs, seed, selection, onEpoch, signal } = plan;
  const state = new TrainingState(plan, checkpoints?.found);
  const { model, runner, kept, history } = state;
  const capture = () => state.capture();
  const afterStep = async () => {
    if (checkpoints?.due === true) await checkpoints.offer(capture);
  };
  try {
    while (history.length < epochs) {
      const epoch = history.length + 1;
      state.beginEpoch();
      const order = shuffledIndices(train.rows, deriveSeed(seed, FIRST_ORDER + epoch));
      const learnt = await runner.run(order, { signal, afterStep });
      const checked = dev === undefined ? {} : await checkOn(dev, model);
      const record = { epoch, ...learnt, ...checked, seconds: state.epochSeconds };
      kept.offer(model, epoch, selection === 'dev' ? (checked.devUar ?? 0) : epoch);
      state.endEpoch(record);
      await onEpoch?.(record, { model, learningRate: runner.learningRate });
      if (epoch < epochs) await checkpoints?.offer(capture);
    }
    await checkpoints?.save(capture);
    kept.restoreTo(model);
  } catch (error) {
    if (signal?.aborted === true && error === signal.reason) await checkpoints?.save(capture);
    model.dispose();
    throw error;
  } finally {
    state.dispose();
  }
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return { network, model, history, chosenEpoch: kept.epoch, seconds };
}

async function checkOn(
  { x, y, rows }: LabelledRows,
  model: LayersModel,
): Promise<Pick<EpochRecord, 'devLoss' | 'devAccuracy' | 'devUar'>> {
  const probabilities = await predict(model, x, rows);
  const labels = Array.from({ length: probabilities.length / rows }, (_, index) => String(index));
  const { loss, accuracy, uar } = evaluate(probabilities, y, labels);
  return { devLoss: loss, devAccuracy: accuracy, devUar: uar };
}
