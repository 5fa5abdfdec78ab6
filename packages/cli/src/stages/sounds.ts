import {
  findDuplicates,
  findNearDuplicates,
  type Clip,
  type Corpus,
  type FeatureStore,
  type FeatureTable,
  type NearDuplicates,
} from '@prosodia/features';

import type { CommandContext } from '../command.js';

/** A corpus, and which of its clips are copies of one sound. */
export interface Sounds {
  readonly corpus: Corpus;
  /** Where what was measured is kept. */
  readonly store: FeatureStore | undefined;
  /** Groups of paths. The sounds are compared once, however often it is asked. */
  copiesIn(table: FeatureTable): Promise<string[][]>;
}

/** Synthetic voices differ less from each other than copies of a recording do: of those only equal sounds count. */
export function soundsOf(
  corpus: Corpus,
  store: FeatureStore | undefined,
  { terminal, signal }: CommandContext,
): Sounds {
  let near: Promise<readonly NearDuplicates[]> | undefined;
  const listen = (clips: readonly Clip[]): Promise<readonly NearDuplicates[]> => {
    if (corpus.synthetic) return Promise.resolve([]);
    terminal.notice('Looking for copies of one sound.');
    const progress = terminal.progress('Comparing sounds', 'clips');
    return findNearDuplicates(corpus.dir, clips, {
      ...{ store, signal },
      onProgress: ({ done, total }) => {
        progress.update(done, total);
      },
    }).finally(() => {
      progress.end();
    });
  };
  return {
    ...{ corpus, store },
    async copiesIn(table) {
      near ??= listen(table.clips);
      const heard = (await near).map(({ paths }) => [...paths]);
      return joinGroups([...(await findDuplicates(corpus.dir, table)), ...heard]);
    },
  };
}

/** Groups that share a path become one. */
function joinGroups(groups: readonly (readonly string[])[]): string[][] {
  const joined: Set<string>[] = [];
  for (const group of groups) {
    const touching = joined.filter((other) => group.some((path) => other.has(path)));
    for (const other of touching) joined.splice(joined.indexOf(other), 1);
    joined.push(new Set([...touching.flatMap((other) => [...other]), ...group]));
  }
  return joined.map((group) => [...group]);
}
