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
import { counted } from '../terminal/format-table.js';
import { formatLeftOut, formatWarnings } from '../terminal/format-warnings.js';

export interface ExtractTableOptions {
  readonly featureSet: FeatureSet;
  readonly store: FeatureStore | undefined;
  readonly threads?: number | undefined;
  readonly limits?: Partial<WavLimits>;
}

/** A file of the corpus, or a row of its manifest, that is not in the table, and why. */
export interface LeftOut {
  /** Relative to the corpus folder; of a row where it stands: `line 5 of calls.csv`. */
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
  for (const line of formatLeftOut([...corpus.refused, ...table.failed])) terminal.warn(line);
  for (const line of formatWarnings(table.warnings)) terminal.warn(line);
  if (clips.length === 0)
    throw new CliError(
      'NOTHING_READ',
      `Expected at least one readable recording for ${corpus.path} but received ${failed.length} that cannot be read`,
    );
  if (kept > 0)
    terminal.notice(
      `Features: ${kept} of ${counted(clips.length, 'clip')} as an earlier run measured them.`,
    );
  return { table, failed };
}
