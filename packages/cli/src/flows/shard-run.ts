import type { FeatureSet, ShardIndex } from '@prosodia/features';

import type { CommandContext } from '../command.js';
import { CliError } from '../failure.js';
import { counted } from '../terminal/format-table.js';
import { formatDuration } from '../terminal/progress.js';

export interface ShardRunOptions {
  readonly data?: string;
  /** The folder that all shards lie in. */
  readonly out: string;
  readonly threads?: number;
  readonly maxSeconds?: number;
}

/**
 * Extracts one shard of a corpus, or finds it done. No corpus is looked for: every machine must see the same one.
 *
 * @throws {CliError} USAGE where no corpus is named; what `extractShard` throws
 */
export async function shardRun(
  { data, out, threads, maxSeconds }: ShardRunOptions,
  shard: ShardIndex,
  featureSet: FeatureSet,
  { terminal, signal, env }: CommandContext,
): Promise<void> {
  const { extractShard, shardName } = await import('@prosodia/features');
  const source = data ?? env.PROSODIA_DATA;
  if (source === undefined || source === '')
    throw new CliError(
      'USAGE',
      'Expected --data or PROSODIA_DATA for --shard but received neither',
    );
  const progress = terminal.progress('Extracting features', 'clips');
  const { stats, skipped } = await extractShard({
    ...{ source, shard, out, featureSet, signal },
    ...(threads !== undefined && { threads }),
    ...(maxSeconds !== undefined && { limits: { maxSeconds } }),
    onProgress: ({ done, total }) => {
      progress.update(done, total);
    },
  }).finally(() => {
    progress.end();
  });
  const { rows, failed, seconds } = stats;
  terminal.summary({ shard: shardName(shard), skipped, ...stats });
  terminal.result(
    skipped
      ? `${shardName(shard)} was there already: ${counted(rows, 'clip')}, ${failed} left out`
      : `${shardName(shard)}: ${counted(rows, 'clip')}, ${failed} left out (${formatDuration(seconds)})`,
  );
}
