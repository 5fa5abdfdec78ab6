import { EMOTIONS, featureSet, findDuplicates, LABELS } from '@prosodia/features';
import type { CorpusRecord, Oddity } from '@prosodia/report';

import type { CommandContext } from '../command.js';
import { extractTable } from '../stages/extract-table.js';
import { measureClips } from '../stages/measure-clips.js';
import { openCorpus } from '../stages/open-corpus.js';
import { openStore, type StoreOptions } from '../stages/open-store.js';
import { picturesOf } from '../stages/picture-clips.js';

export interface ExploreOptions extends StoreOptions {
  readonly data?: string | undefined;
  readonly threads?: number | undefined;
  /** Whether the page holds sounds. */
  readonly audio: boolean;
}

/** Looks at a corpus before any training: every clip measured, and all that is odd about its files. */
export async function exploreCorpus(
  { data, threads, audio, cache }: ExploreOptions,
  context: CommandContext,
): Promise<CorpusRecord> {
  const recipe = featureSet('mel-mean-259.v1');
  const corpus = await openCorpus(data, context);
  const { table, failed } = await extractTable(
    corpus,
    { featureSet: recipe, store: openStore({ cache }, context), threads },
    context,
  );
  const { clips, oddities } = await measureClips(corpus.dir, table, context);
  const duplicates = await findDuplicates(corpus.dir, table);
  const { sampleRate, offsetSeconds, hopLength } = recipe.extraction;
  const found = new Set(clips.map(({ emotion }) => emotion));
  const known = [...new Set<string>([...EMOTIONS, ...LABELS, ...[...found].sort()])];
  return {
    ...{ name: corpus.name, dir: corpus.dir, synthetic: corpus.synthetic, clips },
    emotions: known.filter((emotion) => found.has(emotion)),
    contourTime: { offsetSeconds, hopSeconds: hopLength / sampleRate },
    oddities: [
      ...failed.map(({ path, message }): Oddity => ({ kind: 'left out', path, words: message })),
      ...duplicates.map(([path = '', ...others]): Oddity => ({
        ...{ kind: 'sounds like another', path },
        words: `the same samples as ${others.join(', ')}`,
      })),
      ...table.warnings.map(({ path, message }): Oddity => ({
        kind: 'read with a warning',
        path,
        words: message,
      })),
      ...oddities,
    ],
    pictureOf: picturesOf(corpus.dir, recipe, { audio }),
  };
}
