import { createHash } from 'node:crypto';

import { speakerOf, type Corpus, type FeatureTable } from '@prosodia/features';
import type { Evaluation, NetworkDescription, Training } from '@prosodia/model';
import type { RunMetrics } from '@prosodia/records';

import type { ExtractedTable } from '../stages/extract-table.js';
import type { TableSplit } from '../stages/split-table.js';

/** The parts of a finished run that its metrics are made of. */
export interface RunParts {
  readonly corpus: Corpus;
  readonly extracted: ExtractedTable;
  readonly split: TableSplit;
  readonly network: NetworkDescription;
  readonly training: Training;
  readonly test: Evaluation;
  readonly baseline: RunMetrics['baseline'];
  readonly seed: number;
  readonly splitSeed: number;
  readonly selection: RunMetrics['selection'];
}

export function createRunMetrics(parts: RunParts): RunMetrics {
  const { corpus, extracted, split, network, training, test, baseline } = parts;
  const { seed, splitSeed, selection } = parts;
  const { table, failed } = extracted;
  const { name, version, device } = training.backend;
  return {
    backend: { name, version, device },
    corpus: {
      name: corpus.name,
      synthetic: corpus.synthetic,
      clips: table.clips.length,
      failed: failed.length,
    },
    dataHash: hashTable(table),
    featureSet: table.featureSetId,
    network: network.name,
    params: network.params,
    counts: {
      train: split.train.length,
      dev: split.dev.length,
      test: split.test.length,
    },
    leakCheck: {
      passed: true,
      clips: split.leakCheck.clips,
      duplicateGroups: split.duplicates,
      sharedSpeakers: split.leakCheck.sharedSpeakers,
    },
    warnings: split.warnings,
    ...{ seed, splitSeed, selection },
    epochs: training.history.length,
    chosenEpoch: training.chosenEpoch,
    test: { ...test, loss: Number.isFinite(test.loss) ? test.loss : null },
    baseline,
    seconds: { extract: table.seconds, train: training.seconds },
  };
}

/** SHA-256 over each clip's path, emotion and speaker, a zero byte behind each, and its row of float32 values (little-endian). */
export function hashTable({ clips, values, width }: FeatureTable): string {
  const hash = createHash('sha256');
  clips.forEach((clip, row) => {
    const line = values.subarray(row * width, (row + 1) * width);
    const said = [clip.path, clip.emotion, speakerOf(clip), ''].join('\0');
    hash.update(said).update(new Uint8Array(line.buffer, line.byteOffset, line.byteLength));
  });
  return hash.digest('hex');
}
