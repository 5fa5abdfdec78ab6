import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import {
  WholeFilesError,
  writeFlushed,
  writeWholeFolder,
  type WholeFolderOptions,
} from '@prosodia/whole-files';
import { expected, ModelError, type ModelErrorCode } from '../errors.js';

/** Checksums of the other files, in the format of the command `sha256sum`. */
export const CHECKSUM_FILE = 'SHA256SUMS';

const MAX_CHECKSUM_BYTES = 4096;
const CHECKSUM_LINE = /^([0-9a-f]{64}) {2}([a-z.]{1,64})$/;

/** What goes with one kind of folder. */
export interface SealedCodes {
  /** Something is there already. */
  readonly exists: ModelErrorCode;
  /** The system refuses. */
  readonly io: ModelErrorCode;
  /** A file is not what was written. */
  readonly invalid: ModelErrorCode;
  /** What to do about one that is damaged. */
  readonly mend: string;
}

/**
 * Writes files and their checksums into one folder, which appears whole or not at all.
 *
 * @param files contents by name
 * @throws {ModelError} `exists` or `io`
 */
export async function writeSealed(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
  codes: SealedCodes,
  options?: WholeFolderOptions,
): Promise<void> {
  const lines = Object.entries(files).map(([name, content]) => `${sha256(content)}  ${name}\n`);
  const all = { ...files, [CHECKSUM_FILE]: lines.join('') };
  try {
    await writeWholeFolder(
      folder,
      async (unfinished) => {
        for (const [name, content] of Object.entries(all))
          await writeFlushed(join(unfinished, name), [content]);
      },
      options,
    );
  } catch (error) {
    if (!(error instanceof WholeFilesError)) throw error;
    const code = error.code === 'OCCUPIED' ? codes.exists : codes.io;
    throw new ModelError(code, error.message, { cause: error });
  }
}

/** A folder of files with their checksums, to read. */
export class SealedFolder {
  readonly #folder: string;
  readonly #codes: SealedCodes;
  /** SHA-256 of each file, by name. */
  readonly #checksums: ReadonlyMap<string, string>;

  private constructor(folder: string, codes: SealedCodes, checksums: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.#codes = codes;
    this.#checksums = checksums;
  }

  /** @throws {ModelError} `io` when the checksums cannot be read, `invalid` when they are none */
  static async open(folder: string, codes: SealedCodes): Promise<SealedFolder> {
    const path = join(folder, CHECKSUM_FILE);
    const content = await readBounded(path, MAX_CHECKSUM_BYTES, codes);
    const entries = Buffer.from(content)
      .toString('latin1')
      .trimEnd()
      .split('\n')
      .map((line): [string, string] => {
        const [, hash, name] = CHECKSUM_LINE.exec(line) ?? [];
        if (hash === undefined || name === undefined)
          throw damaged(codes, 'lines of checksum and name', path, JSON.stringify(line));
        return [name, hash];
      });
    return new SealedFolder(folder, codes, new Map(entries));
  }

  /**
   * Reads one file and checks it against its checksum.
   *
   * @param maxBytes longest it may be; a longer one is refused before memory is taken
   * @throws {ModelError} `io` when it cannot be read, `invalid` when it is too long or was altered
   */
  async read(name: string, maxBytes: number): Promise<Uint8Array> {
    const path = join(this.#folder, name);
    const content = await readBounded(path, maxBytes, this.#codes);
    const wanted = this.#checksums.get(name);
    if (wanted === undefined)
      throw damaged(this.#codes, `a line for ${name}`, join(this.#folder, CHECKSUM_FILE), 'none');
    const found = sha256(content);
    if (found !== wanted) throw damaged(this.#codes, `SHA-256 ${wanted}`, path, found);
    return content;
  }
}

async function readBounded(
  path: string,
  maxBytes: number,
  codes: SealedCodes,
): Promise<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const stats = await file.stat();
    if (!stats.isFile()) throw damaged(codes, 'a file', path, 'something else');
    if (stats.size > maxBytes)
      throw damaged(codes, `at most ${maxBytes} bytes`, path, `${stats.size}`);
    const content = new Uint8Array(stats.size);
    const { bytesRead } = await file.read(content, 0, stats.size, 0);
    return content.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError(codes.io, `Expected a readable file for ${path} but received ${reason}`, {
      cause: error,
    });
  } finally {
    await file?.close();
  }
}

const damaged = (
  { invalid, mend }: SealedCodes,
  what: string,
  path: string,
  received: string,
): ModelError => expected(invalid, what, path, `${received}; the file is damaged: ${mend}`);

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
