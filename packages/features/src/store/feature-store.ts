import { join, resolve } from 'node:path';
import { type WavLimits } from '@prosodia/dsp-native';
import { WholeFilesError } from '@prosodia/whole-files';
import { type FeatureSet } from '../extract/feature-set.js';
import { markUsed } from './_mark-used.js';
import { readSealed, sha256, writeSealed } from './_sealed-json.js';
import { ContentIndex } from './content-index.js';
import { makerId } from './maker-id.js';
import { Shelf } from './shelf.js';

export interface FeatureStoreOptions {
  /** Its own folder; it is made when something is kept. */
  readonly folder: string;
  /** Told of each file that is damaged, and once that nothing can be kept; the numbers are the same without. */
  readonly onNotice?: (words: string) => void;
}

/** Where each kind of file lies in the folder of a store. */
export const STORE_FOLDERS = { rows: 'rows', files: 'files', copies: 'copies' } as const;

/**
 * Features, kept by the content of the file and all that decides the numbers. What is damaged is measured again, and
 * what cannot be kept is not: a store never makes work fail (docs/decisions/0007-feature-store.md).
 */
export class FeatureStore {
  readonly folder: string;
  readonly #onNotice: (words: string) => void;
  #isKeeping = true;
  readonly #damaged = new Set<string>();

  constructor({ folder, onNotice = () => undefined }: FeatureStoreOptions) {
    this.folder = folder;
    this.#onNotice = onNotice;
  }

  /** For `catch()`: tells that the system does not let the store do something; other errors pass through. */
  readonly goOn = (error: unknown): undefined => {
    const isSystems =
      error instanceof Error && ('syscall' in error || error instanceof WholeFilesError);
    if (!isSystems) throw error;
    if (this.#isKeeping)
      this.#onNotice(`Features cannot be kept in ${this.folder}: ${error.message}`);
    this.#isKeeping = false;
  };

  /** The contents of the files of a folder. */
  contentsOf(dir: string): Promise<ContentIndex> {
    return ContentIndex.open(join(this.folder, STORE_FOLDERS.files), dir);
  }

  /** The rows of a feature set, as they are measured within `limits` now. */
  async shelfOf(set: FeatureSet, limits: Partial<WavLimits>, dir: string): Promise<Shelf> {
    const { id, width, extraction, transform } = set;
    const maker = await makerId();
    const recipe = sha256(
      JSON.stringify([id, width, extraction, String(transform), limits, maker]),
    );
    const folder = join(this.folder, STORE_FOLDERS.rows, `${id}-${recipe.slice(0, 16)}`);
    const title = { featureSet: id, maker, corpus: resolve(dir), width };
    return Shelf.open(folder, title, {
      goOn: this.goOn,
      onDamage: (file) => {
        if (this.#damaged.has(file)) return;
        this.#damaged.add(file);
        this.#onNotice(`Kept features are damaged and are measured again: ${file}`);
      },
    });
  }

  /**
   * What was {@link retain}ed for a key; undefined where nothing was.
   *
   * @param key all that decides it; the maker of the numbers is added
   */
  async recall(key: readonly unknown[]): Promise<unknown> {
    const { id, file } = await this.#answerOf(key);
    const found = (await readSealed(file)) as { id: string; value: unknown } | undefined;
    await markUsed(file);
    return found?.id === id ? found.value : undefined;
  }

  async retain(key: readonly unknown[], value: unknown): Promise<void> {
    const { id, file } = await this.#answerOf(key);
    await writeSealed(file, { id, value }).catch(this.goOn);
  }

  async #answerOf(key: readonly unknown[]): Promise<{ id: string; file: string }> {
    const id = sha256(JSON.stringify([key, await makerId()]));
    return { id, file: join(this.folder, STORE_FOLDERS.copies, `${id.slice(0, 32)}.json`) };
  }
}
