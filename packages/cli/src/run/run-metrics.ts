import { createHash } from 'node:crypto';

import { speakerOf, type Corpus, type FeatureTable } from '@prosodia/features';
import type { Backend, Evaluation, NetworkDescription, Training } from '@prosodia/model';

import type { ExtractedTable } from '../stages/extract-table.js';
import type { TableSplit } from '../stages/split-table.js';

/** What a plain classifier reaches on the same test rows: what the network must beat. */
export interface BaselineResult {
  readonly name: string;
  readonly accuracy: number;
}

/** `metrics.json`: what came out of a run, for machines. Ratios are 0 .. 1, losses nats, times seconds. */
export interface RunMetrics {
  readonly backend: Pick<Backend, 'name' | 'version' | 'device'>;
  readonly corpus: {
    readonly name: string;
    /** True: a program made the sounds, and no number here says anything about people. */
    readonly synthetic: boolean;
    readonly clips: number;
    /** Files left out because of their name or their content. */
    readonly failed: number;
  };
  /** See `hashTable`. */
  readonly dataHash: string;
  readonly featureSet: string;
  readonly network: string;
  readonly params: NetworkDescription['params'];
  readonly counts: {
    /** Clips outside the test part, those of `dev` among them. */
    readonly train: number;
    /** Clips of train that chose the epoch and were not learnt from. */
    readonly dev: number;
    readonly test: number;
  };
  /** What was proven of the split; a run whose split leaks does not get this far. */
  readonly leakCheck: {
    readonly passed: true;
    readonly clips: number;
    readonly duplicateGroups: readonly (readonly string[])[];
    /** Speakers heard in more than one part: the result is about known voices where there are any. */
    readonly sharedSpeakers: number;
  };
  /** What the emotions in the parts do to the meaning of the numbers, in words; empty where all is as it should be. */
  readonly warnings: readonly string[];
  readonly seed: number;
  readonly splitSeed: number;
  readonly selection: 'dev' | 'last';
  readonly epochs: number;
  readonly chosenEpoch: number;
  readonly test: Evaluation;
  readonly baseline: BaselineResult;
  readonly seconds: { readonly extract: number; readonly train: number };
}

/** The parts of a finished run that its metrics are made of. */
export interface RunParts {
  readonly corpus: Corpus;
  readonly extracted: ExtractedTable;
  readonly split: TableSplit;
  readonly network: NetworkDescription;
  readonly training: Training;
  readonly test: Evaluation;
  readonly baseline: BaselineResult;
  readonly seed: number;
  readonly splitSeed: number;
  readonly selection: 'dev' | 'last';
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
      train: split.fit.length + split.dev.length,
      dev: split.dev.length,
      test: split.test.length,
    },
    leakCheck: {
      passed: true,
      clips: split.check.clips,
      duplicateGroups: split.duplicates,
      sharedSpeakers: split.check.sharedSpeakers.length,
    },
    warnings: split.warnings,
    ...{ seed, splitSeed, selection },
    epochs: training.history.length,
    chosenEpoch: training.chosenEpoch,
    ...{ test, baseline },
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
