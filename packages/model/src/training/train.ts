import type { LayersModel } from '@tensorflow/tfjs';
import { deriveSeed, shuffledIndices } from '../_random.js';
import { loadBackend, type Backend } from '../backend.js';
import type { LabelledRows } from '../labelled-rows.js';
import { evaluate } from '../metrics.js';
import { buildNetwork } from '../networks/build-network.js';
import type { NetworkSpec } from '../networks/network-spec.js';
import { predict } from '../predict.js';
import { EpochRunner } from './_epoch-runner.js';
import { KeptWeights } from './_kept-weights.js';
import { planTraining, type EpochRecord, type TrainOptions } from './train-options.js';

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

/** Streams of the seed; the layers of a network use 0 and up of their own. */
const WEIGHTS = 0;
const FIRST_ORDER = 1;

/**
 * Trains a network with Adam on categorical cross-entropy, both as Keras has them. The same options give the same
 * weights on the same machine, backend and number of cores.
 *
 * @throws {ModelError} INVALID_OPTION, INVALID_DATA or BACKEND_UNAVAILABLE; the signal's reason when it is aborted
 */
export async function train(options: TrainOptions): Promise<Training> {
  const plan = planTraining(options);
  const { network, fit, dev, epochs, seed, selection, onEpoch, signal } = plan;
  const backend = await loadBackend();
  const model = buildNetwork(network, deriveSeed(seed, WEIGHTS));
  const runner = new EpochRunner(model, plan);
  const kept = new KeptWeights();
  const history: EpochRecord[] = [];
  const started = performance.now();
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const epochStarted = performance.now();
      const order = shuffledIndices(fit.rows, deriveSeed(seed, FIRST_ORDER + epoch));
      const learnt = await runner.run(order, signal);
      const checked = dev === undefined ? {} : await checkOn(dev, model);
      const record = { epoch, ...learnt, ...checked, seconds: secondsSince(epochStarted) };
      history.push(record);
      kept.offer(model, epoch, selection === 'dev' ? (checked.devUar ?? 0) : epoch);
      await onEpoch?.(record);
    }
    kept.restoreTo(model);
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    kept.dispose();
    runner.dispose();
  }
  const { epoch: chosenEpoch } = kept;
  return { network, model, history, chosenEpoch, seconds: secondsSince(started), backend };
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

const secondsSince = (started: number): number => (performance.now() - started) / 1000;
