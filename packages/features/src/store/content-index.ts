import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { contentHash } from './_content-hash.js';
import { markUsed } from './_mark-used.js';
import { readSealed, sha256, writeSealed } from './_sealed-json.js';

/** What the system says of a file; any change of its bytes changes one of these. */
type Traits = readonly [size: string, modifiedNs: string, changedNs: string, inode: string];

/** A file whose bytes were hashed, and when that began, in milliseconds. */
type Seen = readonly [...Traits, seenMs: number, hash: string];

/** `files/*.json`, sealed. */
interface IndexFile {
  readonly format: 'prosodia-files.v1';
  readonly dir: string;
  readonly files: Readonly<Record<string, Seen>>;
}

/**
 * The coarsest clock of a file system ticks every two seconds (FAT). A file that was changed within them before it was
 * hashed may have been changed after, to the same size, without a trace.
 */
const RACY_MS = 2000;
/** Files that are hashed at once. */
const LANES = 4;
/** Files that the system is asked about before others have a turn. */
const AT_ONCE = 64;

/**
 * The SHA-256 of the files of one folder, taken once: as long as the system says the same of a file, its bytes are
 * not read again (docs/decisions/0007-feature-store.md).
 */
export class ContentIndex {
  readonly #seen: Map<string, Seen>;
  #changed = false;

  private constructor(
    private readonly file: string,
    private readonly dir: string,
    found: IndexFile | undefined,
  ) {
    this.#seen = new Map(Object.entries(found?.files ?? {}));
  }

  /** @param folder of the indices of all folders */
  static async open(folder: string, dir: string): Promise<ContentIndex> {
    const place = resolve(dir);
    const file = join(folder, `${sha256(place).slice(0, 16)}.json`);
    const found = (await readSealed(file)) as IndexFile | undefined;
    await markUsed(file);
    return new ContentIndex(file, place, found?.dir === place ? found : undefined);
  }

  /** The hash of each file; undefined for one that cannot be read, or that changes meanwhile. */
  async hashesOf(
    files: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly (string | undefined)[]> {
    const hashes: (string | undefined)[] = [];
    for (const [place, file] of files.entries()) {
      if (place % AT_ONCE === 0) await nextTurn();
      hashes.push(this.#knownHashOf(file));
    }
    const unknown = [...files.keys()].filter((i) => hashes[i] === undefined);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let i = unknown[next++]; i !== undefined; i = unknown[next++]) {
        signal?.throwIfAborted();
        hashes[i] = await this.#hashOf(files[i] ?? '').catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: LANES }, work));
    return hashes;
  }

  /** Whether a file is still what it was when it was hashed. */
  async isAsSeen(file: string): Promise<boolean> {
    await nextTurn();
    const traits = traitsOf(file);
    return traits !== undefined && isSame(this.#seen.get(file), traits);
  }

  async save(): Promise<void> {
    if (!this.#changed) return;
    const files = Object.fromEntries(this.#seen);
    const index: IndexFile = { format: 'prosodia-files.v1', dir: this.dir, files };
    await writeSealed(this.file, index);
    this.#changed = false;
  }

  /** Of a file that is as it was when it was hashed. */
  #knownHashOf(file: string): string | undefined {
    const known = this.#seen.get(file);
    if (known === undefined || !isTrusted(known)) return undefined;
    const traits = traitsOf(file);
    return traits !== undefined && isSame(known, traits) ? known[5] : undefined;
  }

  async #hashOf(file: string): Promise<string | undefined> {
    const seenMs = Date.now();
    const traits = traitsOf(file);
    if (traits === undefined) return undefined;
    const hash = await contentHash(file, Number(traits[0]));
    const after = traitsOf(file);
    if (after === undefined || !isSame(traits, after)) return undefined;
    this.#seen.set(file, [...traits, seenMs, hash]);
    this.#changed = true;
    return hash;
  }
}

/**
 * Undefined where the system does not tell. It does not wait: a turn of Node's event loop costs several times what the
 * system takes.
 */
function traitsOf(file: string): Traits | undefined {
  try {
    const { size, mtimeNs, ctimeNs, ino } = statSync(file, { bigint: true });
    return [String(size), String(mtimeNs), String(ctimeNs), String(ino)];
  } catch {
    return undefined;
  }
}

function isSame(a: Traits | Seen | undefined, b: Traits): boolean {
  return a !== undefined && b.every((trait, i) => a[i] === trait);
}

/** Whether the file had been left alone long enough when it was hashed. */
function isTrusted([, modifiedNs, changedNs, , seenMs]: Seen): boolean {
  const last = Math.max(Number(modifiedNs), Number(changedNs)) / 1e6;
  return seenMs - last >= RACY_MS;
}
