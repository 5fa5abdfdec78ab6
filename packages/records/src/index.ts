export { RecordsError, type RecordsErrorCode } from './errors.js';
export {
  CONFIG_FILE,
  EVALUATION_FILE,
  foldFile,
  HISTORY_FILE,
  METRICS_FILE,
  PREDICTIONS_FILE,
} from './files.js';
export { historyCsv } from './history.js';
export { predictionsCsv } from './predictions.js';
export { parseScores, readEvaluation, readFold, readScores } from './read-evaluation.js';
export { readRun } from './read-run.js';
export {
  type EvaluationRecord,
  type EvaluationScores,
  type EvaluationSettings,
  type FoldRecord,
  type Normalisation,
  type Selection,
  type WrittenScores,
} from './evaluation-record.js';
export {
  type Epoch,
  type Prediction,
  type RunConfig,
  type RunMetrics,
  type RunRecord,
  type WrittenConfig,
} from './run-record.js';
