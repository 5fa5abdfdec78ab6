import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { markUsed } from './_mark-used.js';
import { writeKept } from './_write-kept.js';
import { encodePack, Pack, type KeptRow, type PackTitle } from './pack.js';

/** What a shelf tells of its packs. */
export interface ShelfEvents {
  /** A pack, or rows of it, are not what was written. */
  readonly onDamage: (file: string) => void;
  /** For `catch()`: what cannot be done is told, and does not matter. */
  readonly goOn: (error: unknown) => void;
}

export const PACK_SUFFIX = '.pack';
/** Packs are joined as long as they hold no more rows than this together. */
const MOST_ROWS = 4096;

/**
 * Of two packs that hold the same row the one that counts, whoever looks: that of more rows, else the first by name.
 * Two processes that measure the same clips at once leave such packs.
 */
export function byPrecedence(
  a: Pick<Pack, 'file' | 'keys'>,
  b: Pick<Pack, 'file' | 'keys'>,
): number {
  return b.keys.length - a.keys.length || (a.file < b.file ? -1 : 1);
}

/** The packs of one feature set, measured in one way. Any process may add packs and take them away. */
export class Shelf {
  readonly #places = new Map<string, { readonly pack: Pack; readonly place: number }>();
  readonly #packs = new Set<Pack>();
  readonly #damaged = new Set<Pack>();

  private constructor(
    private readonly folder: string,
    private readonly title: PackTitle,
    private readonly events: ShelfEvents,
  ) {}

  static async open(folder: string, title: PackTitle, events: ShelfEvents): Promise<Shelf> {
    const shelf = new Shelf(folder, title, events);
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((name) => name.endsWith(PACK_SUFFIX))) {
      await shelf.#open(join(folder, name));
    }
    for (const pack of [...shelf.#packs].sort(byPrecedence).reverse()) shelf.#place(pack);
    return shelf;
  }

  /** Gives the rows that are there and undamaged to `take`, in any order; their values are there during that call. */
  async find(keys: Iterable<string>, take: (row: KeptRow) => void): Promise<void> {
    const wanted = new Map<Pack, number[]>();
    for (const key of new Set(keys)) {
      const found = this.#places.get(key);
      if (found === undefined) continue;
      const places = wanted.get(found.pack) ?? [];
      places.push(found.place);
      wanted.set(found.pack, places);
    }
    for (const [pack, places] of wanted) {
      await this.#read(pack, places, take);
      await markUsed(pack.file);
    }
  }

  /**
   * Adds a pack that appears whole or not at all. Packs of this corpus that hold no more than it go into it, so that
   * there are never more than a few; so does what is left of damaged ones.
   */
  async keep(rows: readonly KeptRow[]): Promise<void> {
    const all = new Map(rows.map((row) => [row.key, row]));
    const joined = [...this.#damaged];
    const sizeOf = (pack: Pack): number => pack.keys.length;
    for (const pack of [...this.#packs].sort((a, b) => sizeOf(a) - sizeOf(b))) {
      if (this.#damaged.has(pack) || pack.title.corpus !== this.title.corpus) continue;
      if (sizeOf(pack) > all.size || sizeOf(pack) + all.size > MOST_ROWS) continue;
      joined.push(pack);
    }
    for (const pack of joined) {
      await this.#read(pack, [...pack.keys.keys()], (row) => {
        if (!all.has(row.key)) all.set(row.key, { ...row, values: row.values.slice() });
      });
    }
    const file = join(this.folder, `${randomBytes(6).toString('hex')}${PACK_SUFFIX}`);
    // Damaged ones hold no fewer keys at times; whoever prunes must not count on those in place of the new one.
    for (const pack of joined) if (sizeOf(pack) >= all.size) await this.#remove(pack);
    await writeKept(file, () => encodePack(this.title, all.values()));
    for (const pack of joined) if (this.#packs.has(pack)) await this.#remove(pack);
    const pack = await this.#open(file);
    if (pack) this.#place(pack);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#packs].map((pack) => pack.close()));
  }

  async #open(file: string): Promise<Pack | undefined> {
    try {
      const pack = await Pack.open(file);
      if (pack?.title.width !== this.title.width) {
        await pack?.close();
        this.events.onDamage(file);
        await rm(file, { force: true }).catch(this.events.goOn);
        return undefined;
      }
      this.#packs.add(pack);
      return pack;
    } catch (error) {
      // Another process may have taken it away since it was listed.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.events.goOn(error);
      return undefined;
    }
  }

  /** Its rows are the ones that are read from here on. */
  #place(pack: Pack): void {
    for (const [place, key] of pack.keys.entries()) this.#places.set(key, { pack, place });
  }

  async #read(pack: Pack, places: readonly number[], take: (row: KeptRow) => void): Promise<void> {
    const inOrder = [...places].sort((a, b) => a - b);
    for await (const row of pack.read(inOrder)) {
      if (row) take(row);
      else if (!this.#damaged.has(pack)) {
        this.#damaged.add(pack);
        this.events.onDamage(pack.file);
      }
    }
  }

  async #remove(pack: Pack): Promise<void> {
    this.#packs.delete(pack);
    this.#damaged.delete(pack);
    for (const key of pack.keys) if (this.#places.get(key)?.pack === pack) this.#places.delete(key);
    await pack.close();
    await rm(pack.file, { force: true }).catch(this.events.goOn);
  }
}
