export { EMOTIONS, speakerOf, type Clip, type Emotion, type Gender } from './corpora/clip.js';
export { type CorpusReader } from './corpora/corpus-reader.js';
export {
  LABEL_TABLE,
  LABELS,
  labelOfWord,
  labelSetOf,
  type NamedCorpus,
} from './corpora/label-table.js';
export { readManifest, type ManifestEntry } from './corpora/manifest.js';
export { CORPUS_READERS, clipOfName, textOf } from './corpora/readers.js';
export { SYNTHETIC_MARKER } from './corpora/_synthetic.js';
export { readCorpus, type Corpus, type RefusedFile } from './corpora/read-corpus.js';
export { FeaturesError, type FeaturesErrorCode } from './errors.js';
export {
  FEATURE_SETS,
  featureSet,
  scalingOf,
  type ExtractionSettings,
  type FeatureSet,
  type RowTransform,
} from './extract/feature-set.js';
export { featureRows } from './extract/feature-rows.js';
export { labelsOf, oneHot } from './rows/labels.js';
export {
  formatRavdessName,
  parseRavdessName,
  RAVDESS_STATEMENTS,
  ravdessClip,
  ravdessSpeaker,
  ravdessSpeechNames,
  type Intensity,
  type RavdessClip,
  type RavdessName,
} from './corpora/ravdess.js';
export {
  splitDev,
  splitNotebook,
  type DevSplit,
  type NotebookSplit,
  type SplitOptions,
} from './split/split.js';
export { normaliseSpeakers } from './rows/normalise-speakers.js';
export {
  applyStandardiser,
  fitStandardiser,
  type Matrix,
  type Standardiser,
  type StandardiserOptions,
} from './rows/standardise.js';
export { CLIP_COLUMNS, type FeatureTable, type TableStream } from './tables/table.js';
export { extractShard, type ExtractShardOptions } from './shards/extract-shard.js';
export { mergeShards, type Merge } from './shards/merge-shards.js';
export { planShard, type ShardPlan } from './shards/plan.js';
export { type ShardStats } from './shards/shard-file.js';
export { parseShardIndex, shardName, type ShardIndex } from './shards/shard-index.js';
export {
  readTable,
  tableSuffix,
  writeTable,
  writeTableStream,
  type TableSuffix,
} from './tables/table-file.js';
export { csvProtocol } from './protocols/csv-protocol.js';
export {
  type Fold,
  type FoldOptions,
  type FoldPlan,
  type Protocol,
  type Separated,
} from './protocols/protocol.js';
export { PROTOCOLS, protocolNamed } from './protocols/protocols.js';
export {
  checkLeaks,
  requireNoLeak,
  type CheckedPart,
  type CheckLeaksOptions,
  type LeakFinding,
  type LeakKind,
  type LeakVerdict,
} from './leak/check-leaks.js';
export { findNearDuplicates, type NearDuplicates } from './leak/near-duplicates.js';
export {
  checkCorpus,
  type CheckCorpusOptions,
  type CorpusCheck,
  type Finding,
  type FindingKind,
} from './check/check-corpus.js';
export { findDuplicates } from './check/duplicates.js';
export { availableThreads } from './extract/threads.js';
export { isAudioName } from './formats/format.js';
export { extractFiles } from './extract/extract-files.js';
export { rowBatches, type RowBatch, type RowBatchesOptions } from './extract/row-batches.js';
export { type ExtractedFiles, type FailedFile } from './extract/extracted-files.js';
export { readRecording, readSound, type Sound, type SoundWindow } from './formats/read-sound.js';
export {
  extractFeatures,
  type ExtractFeaturesOptions,
  type Extraction,
  type FailedClip,
} from './extract/extract-features.js';
export {
  DEMO_CORPUS_ID,
  synthesiseDemoCorpus,
  type DemoCorpusOptions,
} from './demo/synthesise-demo-corpus.js';
export {
  downloadRavdess,
  RAVDESS_SONG_ARCHIVE,
  RAVDESS_SPEECH_ARCHIVE,
  RAVDESS_TERMS,
  RAVDESS_URL,
  type DownloadRavdessOptions,
} from './source/download-ravdess.js';
export {
  findCorpus,
  locateCorpus,
  type CorpusEvent,
  type LocateCorpusOptions,
  type LocatedCorpus,
} from './source/locate-corpus.js';
export { featureStoreFolder, userCacheFolder } from './store/cache-folder.js';
export { FeatureStore, type FeatureStoreOptions } from './store/feature-store.js';
export { pruneStore, type PruneOptions } from './store/prune-store.js';
export { surveyStore, type StoreFile } from './store/survey-store.js';
export { userDataFolder } from './source/user-data-folder.js';
