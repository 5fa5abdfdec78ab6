import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Clip } from '../corpora/clip.js';
import { FeaturesError, expected } from '../errors.js';
import { type FeatureTable } from '../tables/table.js';
import { type ShardIndex } from './shard-index.js';

/** What lies in the folder of a shard beside {@link STATS_FILE}. */
export const SHARD_FILES = {
  /** A clip a line, as JSON. */
  clips: 'clips.jsonl',
  /** Their rows: float32, little-endian. */
  values: 'values.f32',
  /** What could not be read: path, code and message a line, as JSON. */
  errors: 'errors.jsonl',
} as const;
export const STATS_FILE = 'stats.json';

/** `stats.json`: what a shard holds, and how to know that it is whole. */
export interface ShardStats extends ShardIndex {
  readonly format: 'prosodia-shard.v1';
  /** SHA-256 over the feature set, the version of this package and each member's path and size. */
  readonly id: string;
  readonly featureSet: string;
  readonly width: number;
  readonly version: string;
  /** Clips of the whole corpus. */
  readonly total: number;
  readonly rows: number;
  readonly failed: number;
  /** The columns that its clips have beyond those of every table. */
  readonly more: readonly string[];
  /** SHA-256 of each file. */
  readonly files: Readonly<Record<string, string>>;
  /** Wall time; the one thing that differs between two runs. */
  readonly seconds: number;
}

/**
 * The statistics of the shard in a folder, after a look at every byte of it.
 *
 * @throws {FeaturesError} `SHARD_MALFORMED` where a file is not what the statistics say
 */
export async function verifyShard(folder: string): Promise<ShardStats> {
  let stats: ShardStats;
  try {
    stats = JSON.parse(await readFile(join(folder, STATS_FILE), 'utf8')) as ShardStats;
  } catch (error) {
    throw malformed(`readable statistics`, folder, (error as Error).message);
  }
  if ((stats.format as string) !== 'prosodia-shard.v1') {
    throw malformed('the format prosodia-shard.v1', folder, stats.format);
  }
  for (const name of Object.values(SHARD_FILES)) {
    const hash = await hashFile(join(folder, name));
    if (hash !== stats.files[name]) throw malformed(`${name} with its SHA-256`, folder, hash);
  }
  return stats;
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  } catch (error) {
    return (error as Error).message;
  }
  return hash.digest('hex');
}

/** Rows that are read at once. */
const PART = 1024;

/** The rows of a shard, in parts. */
export async function* readShard(folder: string, stats: ShardStats): AsyncGenerator<FeatureTable> {
  const { width, featureSet: featureSetId } = stats;
  const values = await open(join(folder, SHARD_FILES.values));
  let row = 0;
  try {
    for await (const clips of inParts(linesOf(join(folder, SHARD_FILES.clips)))) {
      const part = new Float32Array(clips.length * width);
      const bytes = new Uint8Array(part.buffer);
      await values.read(bytes, 0, bytes.length, row * width * 4);
      row += clips.length;
      yield { featureSetId, width, clips: clips as Clip[], values: part };
    }
  } finally {
    await values.close();
  }
}

/** The lines of a file of JSON. */
export async function* linesOf(file: string): AsyncGenerator {
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    yield JSON.parse(line);
  }
}

async function* inParts(items: AsyncIterable<unknown>): AsyncGenerator<unknown[]> {
  let part: unknown[] = [];
  for await (const item of items) {
    part.push(item);
    if (part.length < PART) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

function malformed(what: string, folder: string, received: string): FeaturesError {
  return expected('SHARD_MALFORMED', what, folder, received);
}
