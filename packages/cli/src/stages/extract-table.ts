import type { WavLimits } from '@prosodia/dsp-native';
import {
  extractFeatures,
  type Corpus,
  type Extraction,
  type FeatureSet,
  type FeatureStore,
} from '@prosodia/features';

import type { CommandContext } from '../command.js';
import { CliError } from '../failure.js';
import { formatWarnings } from '../terminal/format-warnings.js';

export interface ExtractTableOptions {
  readonly featureSet: FeatureSet;
  readonly store: FeatureStore | undefined;
  readonly threads?: number | undefined;
  readonly limits?: Partial<WavLimits>;
}

/** A file of the corpus without a row in the table, and why. */
export interface LeftOut {
  /** Relative to the corpus folder. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** The features of all clips that can be read. */
export interface ExtractedTable {
  readonly table: Extraction;
  /** By path: names that do not parse and files that cannot be read. */
  readonly failed: readonly LeftOut[];
}

/**
 * Extracts a corpus with a progress bar; names on stderr what is left out.
 *
 * @throws {CliError} NOTHING_READ when no file could be read
 */
export async function extractTable(
  corpus: Corpus,
  { featureSet, store, threads, limits }: ExtractTableOptions,
  { terminal, signal }: CommandContext,
): Promise<ExtractedTable> {
  const progress = terminal.progress('Extracting features', 'clips');
  const table = await extractFeatures({
    ...{ dir: corpus.dir, clips: corpus.clips, featureSet, store, signal },
    ...(threads !== undefined && { threads }),
    ...(limits && { limits }),
    onProgress: ({ done, total }) => {
      progress.update(done, total);
    },
  }).finally(() => {
    progress.end();
  });
  const { clips, kept } = table;
  const failed = [...corpus.refused, ...table.failed].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, code, message } of failed)
    terminal.warn(`${path} is left out: ${message} (${code})`);
  for (const line of formatWarnings(table.warnings)) terminal.warn(line);
  if (clips.length === 0)
    throw new CliError(
      'NOTHING_READ',
      `Expected at least one readable recording for ${corpus.dir} but received ${failed.length} that cannot be read`,
    );
  if (kept > 0)
    terminal.notice(`Features: ${kept} of ${clips.length} clips as an earlier run measured them.`);
  return { table, failed };
}
