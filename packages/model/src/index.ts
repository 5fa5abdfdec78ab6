export { loadBackend, prepareBackend, type Backend, type BackendName } from './backend.js';
export {
  CLASSICAL_MODELS,
  classicalModel,
  tuneClassical,
  type Candidate,
  type ClassicalFitOptions,
  type ClassicalModel,
  type Tuning,
} from './baselines/classical-models.js';
export type { Classifier, FitOptions } from './baselines/classifier.js';
export { trainDecisionTree } from './baselines/decision-tree.js';
export { trainLogisticRegression } from './baselines/logistic-regression.js';
export { trainMajority } from './baselines/majority.js';
export { trainNearestNeighbours } from './baselines/nearest-neighbours.js';
export { trainRandomForest, type RandomForestOptions } from './baselines/random-forest.js';
export {
  trainSupportVectorMachine,
  type SupportVectorMachineOptions,
} from './baselines/support-vector-machine.js';
export { loadBundle, type Bundle, type FeatureRows } from './bundle/load-bundle.js';
export { saveBundle, type BundleContent, type Standardiser } from './bundle/save-bundle.js';
export { ModelError, type ModelErrorCode } from './errors.js';
export type { LabelledRows } from './labelled-rows.js';
export { evaluate, type ClassScore, type Evaluation } from './metrics.js';
export { buildNetwork } from './networks/build-network.js';
export {
  describeNetwork,
  type LayerDescription,
  type NetworkDescription,
  type WeightDescription,
} from './networks/describe-network.js';
export { logMelConv, type LogMelConvOptions } from './networks/log-mel-conv.js';
export type { LayerSpec, NetworkSpec, SimpleLayerSpec } from './networks/network-spec.js';
export { notebookCnn } from './networks/notebook-cnn.js';
export { predict } from './predict.js';
export { drawSettings, type Dimension, type SearchSpace, type Settings } from './search/space.js';
export type { Augmentation } from './training/augmentation.js';
export {
  NEURAL_MODELS,
  neuralModel,
  type NetworkInput,
  type NeuralModel,
  type TrainingSettings,
} from './training/neural-models.js';
export { train, type Training } from './training/train.js';
export { EventFile } from './tensorboard/event-file.js';
export type {
  CheckpointOptions,
  EpochMoment,
  EpochRecord,
  TrainOptions,
} from './training/train-options.js';
export { cacheRoot as tensorflowCache, locateTensorflow } from '../tensorflow/locate.mjs';
