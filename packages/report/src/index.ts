export { ReportError, type ReportErrorCode } from './errors.js';
export { readRun } from './record/read-run.js';
export type { Clip, ClipPicture, Sound, Spectrogram } from './record/clip.js';
export type { Epoch, Prediction, RunRecord } from './record/run-record.js';
export type { Report } from './report.js';
export type { CorpusRecord, MeasuredClip, Oddity } from './record/corpus-record.js';
export { corpusReport } from './corpus-report.js';
export { runReport, type RunGroup } from './run-report.js';
export { writeCharts, writeReport } from './write-report.js';
