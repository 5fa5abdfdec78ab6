import { featureStoreFolder, FeatureStore } from '@prosodia/features';

import type { CommandContext } from '../command.js';

export interface StoreOptions {
  /** False: every file is measured, and nothing is kept. */
  readonly cache?: boolean | undefined;
}

/** The features that were measured before, by any run of this user; undefined where `--no-cache` goes around them. */
export function openStore(
  { cache = true }: StoreOptions,
  { terminal, env }: CommandContext,
): FeatureStore | undefined {
  if (!cache) return undefined;
  return new FeatureStore({
    folder: featureStoreFolder(env),
    onNotice: (words) => {
      terminal.notice(words);
    },
  });
}
