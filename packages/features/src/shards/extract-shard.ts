import { createHash } from 'node:crypto';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type WavLimits } from '@prosodia/dsp-native';
import { writeFlushed, writeWholeFolder } from '@prosodia/whole-files';
import { PACKAGE } from '../_package.js';
import { type Clip } from '../corpora/clip.js';
import { asNotWritable } from '../errors.js';
import { extractFeatures } from '../extract/extract-features.js';
import { type FeatureSet } from '../extract/feature-set.js';
import { moreColumns } from '../tables/_columns.js';
import { planShard } from './plan.js';
import { SHARD_FILES, STATS_FILE, verifyShard, type ShardStats } from './shard-file.js';
import { shardName, type ShardIndex } from './shard-index.js';

export interface ExtractShardOptions {
  /** A directory or a manifest, see `readCorpus`. */
  readonly source: string;
  readonly shard: ShardIndex;
  /** The folder that the folders of all shards lie in. */
  readonly out: string;
  readonly featureSet: FeatureSet;
  readonly threads?: number;
  /** As extractFeatures has them. */
  readonly limits?: Partial<WavLimits>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** Clips that are in memory at once. */
const BATCH = 256;

/**
 * Extracts one shard of a corpus into a folder that appears whole or not at all; where it is there
 * and valid, nothing is done. A clip that cannot be read is a line among its errors. The same bytes,
 * but for the seconds in its statistics, whatever else runs, is killed or runs again.
 *
 * @throws {FeaturesError} what `planShard` throws; `NOT_WRITABLE`; the signal's reason
 */
export async function extractShard(
  options: ExtractShardOptions,
): Promise<{ stats: ShardStats; skipped: boolean }> {
  const { source, shard, out, featureSet } = options;
  const began = performance.now();
  const { dir, clips, total } = await planShard(source, shard);
  const id = await identify(dir, clips, options);
  const folder = join(out, shardName(shard));
  const there = await verifyShard(folder).catch(() => undefined);
  if (there?.id === id) return { stats: there, skipped: true };
  await rm(folder, { recursive: true, force: true });

  let stats: ShardStats | undefined;
  await writeWholeFolder(
    folder,
    async (unfinished) => {
      const written = await writeRows(unfinished, dir, clips, options);
      stats = {
        ...{ format: 'prosodia-shard.v1', id, ...shard, featureSet: featureSet.id },
        ...{ width: featureSet.width, version: PACKAGE.version, total, ...written },
        more: moreColumns(clips),
        seconds: (performance.now() - began) / 1000,
      };
      await writeFlushed(join(unfinished, STATS_FILE), [`${JSON.stringify(stats, null, 2)}\n`]);
    },
    // Another process may have made the same shard meanwhile.
    { replace: true },
  ).catch(asNotWritable);
  return { stats: stats ?? (await verifyShard(folder)), skipped: false };
}

async function identify(
  dir: string,
  clips: readonly Clip[],
  { featureSet: { id, extraction }, limits = {} }: ExtractShardOptions,
): Promise<string> {
  const work = [id, extraction, limits, PACKAGE.version];
  const hash = createHash('sha256').update(JSON.stringify(work));
  for (const clip of clips) {
    const size = await stat(resolve(dir, clip.path)).then(
      (found) => found.size,
      () => -1,
    );
    hash.update(`${JSON.stringify(clip)} ${size}\n`);
  }
  return hash.digest('hex');
}

async function writeRows(
  folder: string,
  dir: string,
  clips: readonly Clip[],
  { featureSet, threads, limits, signal, onProgress }: ExtractShardOptions,
): Promise<Pick<ShardStats, 'rows' | 'failed' | 'files'>> {
  const files = {
    clips: await HashedFile.create(folder, SHARD_FILES.clips),
    values: await HashedFile.create(folder, SHARD_FILES.values),
    errors: await HashedFile.create(folder, SHARD_FILES.errors),
  };
  let [rows, failed] = [0, 0];
  try {
    for (let start = 0; start < clips.length; start += BATCH) {
      const table = await extractFeatures({
        ...{ dir, featureSet, clips: clips.slice(start, start + BATCH) },
        ...(threads !== undefined && { threads }),
        ...(limits && { limits }),
        ...(signal && { signal }),
      });
      await files.clips.write(toLines(table.clips));
      const { buffer, byteOffset, byteLength } = table.values;
      await files.values.write(new Uint8Array(buffer, byteOffset, byteLength));
      await files.errors.write(toLines(table.failed.map((one) => relative(one, dir))));
      rows += table.clips.length;
      failed += table.failed.length;
      onProgress?.({ done: rows + failed, total: clips.length });
    }
  } finally {
    await Promise.all(Object.values(files).map((file) => file.close()));
  }
  const hashes = Object.values(files).map((file) => [file.name, file.hash()]);
  return { rows, failed, files: Object.fromEntries(hashes) as Record<string, string> };
}

/** The same message wherever the corpus lies. */
function relative<T extends { readonly message: string }>(failed: T, dir: string): T {
  return { ...failed, message: failed.message.replaceAll(`${resolve(dir)}/`, '') };
}

function toLines(items: readonly unknown[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('');
}

/** A file that knows the SHA-256 of what was written to it. */
class HashedFile {
  readonly #hash = createHash('sha256');

  private constructor(
    readonly name: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(folder: string, name: string): Promise<HashedFile> {
    return new HashedFile(name, await open(join(folder, name), 'wx'));
  }

  async write(data: string | Uint8Array): Promise<void> {
    this.#hash.update(data);
    await this.handle.writeFile(data);
  }

  hash(): string {
    return this.#hash.digest('hex');
  }

  async close(): Promise<void> {
    await this.handle.sync();
    await this.handle.close();
  }
}
