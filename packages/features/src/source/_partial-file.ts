import { createHash, type Hash } from 'node:crypto';
import { open, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';

/** What a downloaded file must be. */
export interface ExpectedFile {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly md5: string;
}

/** What has come of a file so far, its hash, and in `file.etag` which file it is of. */
export class PartialFile {
  #hash: Hash = createHash('md5');
  #done = 0;
  #etag: string | undefined;

  private constructor(
    private readonly file: string,
    private readonly wanted: ExpectedFile,
    private readonly handle: FileHandle,
  ) {}

  /** Takes up what an earlier call left. */
  static async open(file: string, wanted: ExpectedFile): Promise<PartialFile> {
    const partial = new PartialFile(file, wanted, await open(file, 'a+'));
    await partial.#takeUp();
    return partial;
  }

  get done(): number {
    return this.#done;
  }

  /** Entity tag; without one nothing can be gone on from. */
  get etag(): string | undefined {
    return this.#etag;
  }

  get isWhole(): boolean {
    return this.#done === this.wanted.bytes;
  }

  /** Hexadecimal, of what has come. */
  get md5(): string {
    return this.#hash.copy().digest('hex');
  }

  async append(chunk: Uint8Array): Promise<void> {
    await this.handle.appendFile(chunk);
    this.#hash.update(chunk);
    this.#done += chunk.length;
  }

  /** Begins anew, with a file of this tag, where the server told one that holds for every byte. */
  async restart(etag: string | null = null): Promise<void> {
    await this.handle.truncate(0);
    await rm(`${this.file}.etag`, { force: true });
    this.#hash = createHash('md5');
    this.#etag = undefined;
    this.#done = 0;
    if (etag === null || etag.startsWith('W/')) return;
    this.#etag = etag;
    await writeFile(`${this.file}.etag`, etag);
  }

  /** Leaves what is whole, or can be gone on from. */
  async close(): Promise<void> {
    await this.handle.sync();
    await this.handle.close();
    const isResumable = this.#etag !== undefined && this.#done > 0 && !this.isWhole;
    if (!isResumable) await rm(`${this.file}.etag`, { force: true });
    if (!isResumable && !this.isWhole) await rm(this.file, { force: true });
  }

  async #takeUp(): Promise<void> {
    this.#etag = await readFile(`${this.file}.etag`, 'utf8').catch(() => undefined);
    const { size } = await this.handle.stat();
    if (this.#etag === undefined || size > this.wanted.bytes) return this.restart();
    for await (const chunk of this.handle.createReadStream({ autoClose: false, start: 0 })) {
      this.#hash.update(chunk as Buffer);
    }
    this.#done = size;
  }
}
