import { deriveSeed } from '@prosodia/statistics';
import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { tf } from '../_tfjs.js';
import { buildNetwork } from '../networks/build-network.js';
import type { NetworkSpec } from '../networks/network-spec.js';
import { ownWeights, writeWeights } from '../sealed/network-weights.js';
import type { NamedArray } from '../sealed/safetensors.js';
import { EpochRunner } from './_epoch-runner.js';
import { KeptWeights } from './_kept-weights.js';
import { slotsOf, type Checkpoint, type Group } from './checkpoints/checkpoint-format.js';
import type { Moving } from './checkpoints/checkpoints.js';
import type { EpochRecord, TrainPlan } from './train-options.js';

/** Stream of the seed for the first weights; the layers of a network use 0 and up of their own. */
const WEIGHTS = 0;

/**
 * All that moves while a training goes on. What is random is a function of the seed, the epoch and the step, so these
 * stand for the state of every generator and for the order of the rows.
 */
export class TrainingState {
  readonly model: LayersModel;
  readonly runner: EpochRunner;
  readonly kept = new KeptWeights();
  readonly history: EpochRecord[];
  readonly #network: NetworkSpec;
  /** Wall time of the epoch that goes on, before this process. */
  #secondsBefore: number;
  #epochStarted = performance.now();

  /** @param found where it goes on; without it the training begins */
  constructor(plan: TrainPlan, found?: Checkpoint) {
    this.#network = plan.network;
    this.model = buildNetwork(plan.network, deriveSeed(plan.seed, WEIGHTS));
    const arrays = (group: Group) => arraysOf(found, group);
    if (found !== undefined) writeWeights(this.model, arrays('weights'));
    this.runner = new EpochRunner(this.model, plan);
    this.history = (found?.state.history ?? []) as unknown as EpochRecord[];
    this.#secondsBefore = found?.state.progress.seconds ?? 0;
    if (found === undefined) return;
    const { history, progress, kept } = found.state;
    tf.tidy(() => {
      const squares = tensorsOf(arrays('square'));
      const moments = tensorsOf(arrays('mean')).map((mean, index) => ({
        ...{ mean, square: squares[index] ?? mean },
      }));
      this.runner.goOnFrom(history.length, progress, moments);
    });
    if (kept !== undefined) this.kept.hold(tensorsOf(arrays('kept')), kept);
  }

  /** Wall time of the epoch that goes on. */
  get epochSeconds(): number {
    return this.#secondsBefore + (performance.now() - this.#epochStarted) / 1000;
  }

  beginEpoch(): void {
    this.#epochStarted = performance.now();
  }

  /** Takes down what the epoch came to. */
  endEpoch(record: EpochRecord): void {
    this.history.push(record);
    this.#secondsBefore = 0;
    this.beginEpoch();
  }

  /** This moment, as data. */
  async capture(): Promise<Moving> {
    const { epoch, score, weights: kept } = this.kept;
    const progress = { ...(await this.runner.settle()), seconds: this.epochSeconds };
    const moments = this.runner.readMoments();
    const array = (group: Group, tensors: readonly Tensor[]) =>
      slotsOf(this.#network, group).map((slot, index) => ({
        ...{ ...slot, values: tensors[index]?.dataSync<'float32'>() ?? new Float32Array() },
      }));
    const arrays = [
      ...array('weights', ownWeights(this.model)),
      ...array(
        'mean',
        moments.map(({ mean }) => mean),
      ),
      ...array(
        'square',
        moments.map(({ square }) => square),
      ),
      ...(epoch > 0 ? array('kept', kept) : []),
    ];
    tf.dispose(moments.flatMap(({ mean, square }) => [mean, square]));
    const history = this.history.map((record) => ({ ...record }));
    return { state: { history, progress, ...(epoch > 0 && { kept: { epoch, score } }) }, arrays };
  }

  /** Frees all but the model. */
  dispose(): void {
    this.kept.dispose();
    this.runner.dispose();
  }
}

function arraysOf(checkpoint: Checkpoint | undefined, group: Group): NamedArray[] {
  return (checkpoint?.arrays ?? []).filter(({ name }) => name.startsWith(`${group}/`));
}

const tensorsOf = (arrays: readonly NamedArray[]): Tensor[] =>
  arrays.map(({ values, shape }) => tf.tensor(values, [...shape]));
