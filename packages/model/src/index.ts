export { loadBackend, type Backend, type BackendName } from './backend.js';
export type { Baseline } from './baselines/baseline.js';
export { trainDecisionTree } from './baselines/decision-tree.js';
export { trainMajority } from './baselines/majority.js';
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
export type { LayerSpec, NetworkSpec } from './networks/network-spec.js';
export { notebookCnn } from './networks/notebook-cnn.js';
export { predict } from './predict.js';
export { train, type Training } from './training/train.js';
export type { EpochRecord, TrainOptions } from './training/train-options.js';
