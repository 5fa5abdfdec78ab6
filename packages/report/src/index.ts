export { ReportError, type ReportErrorCode } from './errors.js';
export type { Clip, ClipPicture, Sound, Spectrogram } from './record/clip.js';
export type { ResultGroup } from './record/result-group.js';
export type { Report } from './report.js';
export type { CorpusRecord, MeasuredClip, Oddity } from './record/corpus-record.js';
export { corpusReport } from './corpus-report.js';
export { resultsReport, type Results } from './results-report.js';
export { PICTURED_CLIPS } from './sections/clip-table.js';
export { writeCharts, writeReport } from './write-report.js';
