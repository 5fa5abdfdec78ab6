export type { Answers, RatioName, Ratios } from './answers.js';
export { argMaxRows } from './arg-max.js';
export {
  bootstrap,
  fewSpeakersWords,
  pairedBootstrap,
  type BootstrapInterval,
  type BootstrapOptions,
  type PairedBootstrap,
} from './bootstrap.js';
export { breakDown, type GroupScore } from './break-down.js';
export { compare, type Comparison, type Tested } from './compare.js';
export { StatisticsError, type StatisticsErrorCode } from './errors.js';
export { mcnemar, type McNemar } from './mcnemar.js';
export { createRandom, deriveSeed, shuffledIndices } from './random.js';
export {
  expectedCalibrationError,
  reliability,
  type Reliability,
  type ReliabilityBin,
} from './reliability.js';
export {
  chooseThreshold,
  riskCoverage,
  selectAt,
  type RiskAtCoverage,
  type RiskCoverage,
} from './selective.js';
export { quantile, spread, type Spread } from './spread.js';
export { applyTemperature, fitTemperature, PROBABILITY_FLOOR } from './temperature.js';
export { wilsonInterval, type Interval } from './wilson.js';
