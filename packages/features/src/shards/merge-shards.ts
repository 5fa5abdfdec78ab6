import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expected } from '../errors.js';
import { writeTableStream } from '../tables/table-file.js';
import { type FeatureTable } from '../tables/table.js';
import { linesOf, readShard, SHARD_FILES, verifyShard, type ShardStats } from './shard-file.js';
import { indexOfName, shardName } from './shard-index.js';

/** What was joined. */
export interface Merge {
  readonly shards: number;
  readonly rows: number;
  readonly failed: number;
  readonly featureSet: string;
  /** The first of what could not be read. */
  readonly errors: readonly { path: string; code: string; message: string }[];
}

/** So many errors are told; each shard has all of its own. */
const TOLD = 1000;

/**
 * Checks every shard of a folder by its hashes and joins them into one table. The same bytes,
 * however many shards there were.
 *
 * @param file the table, see `writeTable`
 * @throws {FeaturesError} `SHARD_MISSING`, `SHARD_MALFORMED`, `TABLE_FORMAT_UNKNOWN`, `NOT_WRITABLE`
 */
export async function mergeShards(dir: string, file: string): Promise<Merge> {
  const shards = await verifiedShards(dir);
  const [first] = shards as [ShardStats];
  const sum = (key: 'rows' | 'failed'): number => shards.reduce((all, one) => all + one[key], 0);
  const folderOf = (stats: ShardStats): string => join(dir, shardName(stats));
  await writeTableStream(
    {
      ...{ featureSetId: first.featureSet, width: first.width, rows: sum('rows') },
      more: [...new Set(shards.flatMap(({ more }) => more))].sort(),
      parts: (async function* parts(): AsyncGenerator<FeatureTable> {
        for (const stats of shards) yield* readShard(folderOf(stats), stats);
      })(),
    },
    file,
  );
  const errors: Merge['errors'][number][] = [];
  for (const stats of shards) {
    if (stats.failed === 0 || errors.length >= TOLD) continue;
    for await (const line of linesOf(join(folderOf(stats), SHARD_FILES.errors))) {
      if (errors.length < TOLD) errors.push(line as Merge['errors'][number]);
    }
  }
  const { featureSet } = first;
  return { shards: shards.length, rows: sum('rows'), failed: sum('failed'), featureSet, errors };
}

/** All shards in order, of one corpus and one recipe. */
async function verifiedShards(dir: string): Promise<ShardStats[]> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw expected('SHARD_MISSING', 'a folder of shards', dir, 'none', { cause });
  });
  const found = names.flatMap((name) => indexOfName(name) ?? []);
  const counts = [...new Set(found.map(({ count }) => count))];
  const [count] = counts;
  if (count === undefined || counts.length > 1) {
    const received = count === undefined ? 'none' : `plans of ${counts.join(' and ')}`;
    throw expected('SHARD_MISSING', 'the shards of one plan', dir, received);
  }
  const there = new Set(found.map(({ index }) => index));
  const missing = Array.from({ length: count }, (_, i) => i).filter((i) => !there.has(i));
  if (missing.length > 0) {
    const few = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', ...' : '');
    throw expected('SHARD_MISSING', `${count} shards`, dir, `none with index ${few}`);
  }
  const shards: ShardStats[] = [];
  for (let index = 0; index < count; index++) {
    const stats = await verifyShard(join(dir, shardName({ index, count })));
    const [first = stats] = shards;
    for (const key of ['featureSet', 'version', 'total'] as const) {
      if (stats[key] === first[key]) continue;
      const what = `${key} ${first[key]}, as in the first shard,`;
      throw expected('SHARD_MALFORMED', what, shardName(stats), stats[key]);
    }
    shards.push(stats);
  }
  return shards;
}
