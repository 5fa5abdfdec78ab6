import type { StoreFile } from '@prosodia/features';

import { formatTable, thousands } from './format-table.js';

const KINDS = { files: '(hashes of files)', copies: '(copies of one sound)' } as const;

/** A line for each feature set and folder of recordings: clips, bytes and the day of last use. */
export function formatStore(files: readonly StoreFile[]): string {
  const groups = new Map<string, StoreFile[]>();
  for (const file of files) {
    const key = JSON.stringify([file.kind, file.featureSet, file.corpus, file.stale]);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { kind, featureSet = '(damaged)', corpus = '', stale } = first;
    const name = kind === 'features' ? featureSet : KINDS[kind];
    const total = (of: 'entries' | 'bytes'): number => group.reduce((sum, one) => sum + one[of], 0);
    const used = new Date(Math.max(...group.map(({ usedAt }) => usedAt.getTime())));
    return [
      [
        ...[name, corpus, stale ? 'of no use' : ''],
        ...[thousands(total('entries')), formatBytes(total('bytes'))],
        used.toISOString().slice(0, 10),
      ],
    ];
  });
  return formatTable([['features', 'recordings', '', 'entries', 'bytes', 'last used'], ...rows], 3);
}

/** `18.6 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ''}`;
}
