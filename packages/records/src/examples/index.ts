export {
  exampleMetrics,
  HOSTILE_NAME,
  PREDICTIONS,
  writeExampleRun,
  type ExampleRunOptions,
} from './example-run.js';
export {
  exampleFold,
  exampleScores,
  writeExampleEvaluation,
  type ExampleEvaluationOptions,
} from './example-evaluation.js';
