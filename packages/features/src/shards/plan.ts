import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { listAudioFiles } from '../corpora/_list-audio-files.js';
import { type Clip } from '../corpora/clip.js';
import { isManifest, readManifest } from '../corpora/manifest.js';
import { clipOfName } from '../corpora/readers.js';
import { FeaturesError, expected } from '../errors.js';
import { type ShardIndex } from './shard-index.js';

/** The clips of one shard. */
export interface ShardPlan {
  /** The directory that the paths start from. */
  readonly dir: string;
  /** Of the whole corpus. */
  readonly total: number;
  /** Sorted by path, in code-unit order. */
  readonly clips: readonly Clip[];
}

/**
 * The clips of a shard: the corpus sorted by path and cut into `count` runs of equal length, give or
 * take one. Of a manifest only the paths are held in memory, and the rows of this shard.
 *
 * @param source a directory or a manifest, see `readCorpus`
 * @throws {FeaturesError} `CORPUS_NOT_FOUND`, `CORPUS_EMPTY`, `MANIFEST_MALFORMED`
 */
export async function planShard(source: string, shard: ShardIndex): Promise<ShardPlan> {
  const paths: string[] = [];
  for await (const clip of clipsOf(source)) paths.push(clip.path);
  if (paths.length === 0) throw expected('CORPUS_EMPTY', 'clips', source, 'none');
  const sorted = unique(paths.sort());
  const total = sorted.length;
  const [from, to] = [shard.index, shard.index + 1].map((i) =>
    Math.floor((i * total) / shard.count),
  ) as [number, number];
  const [first, end] = [sorted[from], sorted[to]];
  const clips = new Map<string, Clip>();
  if (first !== undefined && from < to) {
    for await (const clip of clipsOf(source)) {
      const within = clip.path >= first && (end === undefined || clip.path < end);
      if (within && !clips.has(clip.path)) clips.set(clip.path, clip);
    }
  }
  const dir = isManifest(source) ? dirname(source) : source;
  return { dir, total, clips: [...clips.values()].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** Names and rows that are none are left out, as `readCorpus` leaves them out. */
async function* clipsOf(source: string): AsyncGenerator<Clip> {
  if (!isManifest(source)) yield* clipsBelow(source);
  else for await (const entry of readManifest(source)) if ('clip' in entry) yield entry.clip;
}

async function* clipsBelow(dir: string): AsyncGenerator<Clip> {
  const found = await stat(dir).catch(() => undefined);
  if (!found?.isDirectory()) throw expected('CORPUS_NOT_FOUND', 'a directory', 'the corpus', dir);
  for (const path of (await listAudioFiles(dir)).files) {
    try {
      yield clipOfName(path);
    } catch (error) {
      if (!(error instanceof FeaturesError)) throw error;
    }
  }
}

/** Of sorted texts, each once. */
function unique(sorted: string[]): string[] {
  return sorted.filter((text, i) => i === 0 || text !== sorted[i - 1]);
}
