import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readSealed } from './_sealed-json.js';
import { STORE_FOLDERS } from './feature-store.js';
import { makerId } from './maker-id.js';
import { Pack } from './pack.js';
import { byPrecedence, PACK_SUFFIX } from './shelf.js';

/** A file of a store. */
export interface StoreFile {
  readonly file: string;
  /** `features`: rows of clips; `files`: what files held when they were last read; `copies`: which clips are one sound. */
  readonly kind: 'features' | 'files' | 'copies';
  /** Only of `features`. */
  readonly featureSet?: string;
  /** The folder of the recordings, where it is known. */
  readonly corpus?: string;
  /** Clips or files that it speaks of. */
  readonly entries: number;
  readonly bytes: number;
  /** When it, or a pack whose rows all count in it and others, was last written or of use. */
  readonly usedAt: Date;
  /**
   * No run will use it any more: another version of the program made it, it is damaged, it was never finished, or
   * others hold all of its rows.
   */
  readonly stale: boolean;
}

/** A process that writes for longer was killed. */
const ABANDONED_MS = 60 * 60 * 1000;

type Look = Pick<StoreFile, 'entries' | 'stale'> &
  Partial<Pick<StoreFile, 'featureSet' | 'corpus'>>;
const DAMAGED: Look = { entries: 0, stale: true };

/** What lies in the folder of a store; nothing where there is none. */
export async function surveyStore(folder: string): Promise<StoreFile[]> {
  const maker = await makerId();
  const { rows, files, copies } = STORE_FOLDERS;
  const found: StoreFile[] = [];
  for (const shelf of await namesIn(join(folder, rows))) {
    const packs = new Map<string, readonly string[]>();
    const files = await survey(join(folder, rows, shelf), 'features', (file) =>
      ofPack(file, maker, packs),
    );
    found.push(...withoutTwice(files, heldByOthers(packs)));
  }
  found.push(...(await survey(join(folder, files), 'files', ofIndex)));
  found.push(...(await survey(join(folder, copies), 'copies', ofCopies)));
  return found;
}

async function survey(
  folder: string,
  kind: StoreFile['kind'],
  look: (file: string) => Promise<Look>,
): Promise<StoreFile[]> {
  const found: StoreFile[] = [];
  for (const name of await namesIn(folder)) {
    const file = join(folder, name);
    const there = await stat(file).catch(() => undefined);
    if (there?.isFile() !== true) continue;
    const { size: bytes, mtime: usedAt } = there;
    // Hidden names are those of files that are being written.
    const stale = Date.now() - usedAt.getTime() > ABANDONED_MS;
    const seen = name.startsWith('.') ? { entries: 0, stale } : await look(file);
    found.push({ file, kind, ...seen, bytes, usedAt });
  }
  return found;
}

/** @param packs takes the keys of those that are whole */
async function ofPack(
  file: string,
  maker: string,
  packs: Map<string, readonly string[]>,
): Promise<Look> {
  if (!file.endsWith(PACK_SUFFIX)) return DAMAGED;
  const pack = await Pack.open(file).catch(() => undefined);
  if (pack === undefined) return DAMAGED;
  await pack.close();
  packs.set(file, pack.keys);
  const { featureSet, corpus, maker: own } = pack.title;
  return { featureSet, corpus, entries: pack.keys.length, stale: own !== maker };
}

/**
 * Packs without a row that does not count in another, and those others. Whoever looks finds the same ones, and none
 * counts on one that comes after it, so that two processes never remove both copies of a row.
 */
function heldByOthers(packs: ReadonlyMap<string, readonly string[]>): Map<string, Set<string>> {
  const holderOf = new Map<string, string>();
  const twice = new Map<string, Set<string>>();
  const inOrder = [...packs].map(([file, keys]) => ({ file, keys })).sort(byPrecedence);
  for (const { file, keys } of inOrder) {
    if (keys.every((key) => holderOf.has(key)))
      twice.set(file, new Set(keys.map((key) => holderOf.get(key) ?? '')));
    else for (const key of keys) if (!holderOf.has(key)) holderOf.set(key, file);
  }
  return twice;
}

/** A pack that goes because others hold its rows leaves them its time of use. */
function withoutTwice(
  files: readonly StoreFile[],
  twice: ReadonlyMap<string, ReadonlySet<string>>,
): StoreFile[] {
  return files.map((one) => {
    if (twice.has(one.file)) return { ...one, stale: true };
    const going = files.filter(({ file }) => twice.get(file)?.has(one.file));
    const usedAt = new Date(Math.max(...[one, ...going].map((each) => +each.usedAt)));
    return { ...one, usedAt };
  });
}

async function ofIndex(file: string): Promise<Look> {
  const found = (await readSealed(file)) as { dir: string; files: object } | undefined;
  if (found === undefined) return DAMAGED;
  return { corpus: found.dir, entries: Object.keys(found.files).length, stale: false };
}

async function ofCopies(file: string): Promise<Look> {
  const found = (await readSealed(file)) as { value: readonly unknown[] } | undefined;
  return found === undefined ? DAMAGED : { entries: found.value.length, stale: false };
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}
