import { open, type FileHandle } from 'node:fs/promises';
import { sha256 } from './_sealed-json.js';

/** A clip's row of features, as it is kept. */
export interface KeptRow {
  /** SHA-256 of the file that it was measured from. */
  readonly key: string;
  readonly frames: number;
  readonly warnings: readonly string[];
  readonly values: Float32Array;
}

/** What a pack says of itself. */
export interface PackTitle {
  readonly featureSet: string;
  /** See `makerId`. */
  readonly maker: string;
  /** The folder of the recordings that it was made of, for people. */
  readonly corpus: string;
  readonly width: number;
}

interface Footer extends PackTitle {
  /** In the order of the rows; the digest is the SHA-256 of the row's bytes. */
  readonly rows: readonly {
    readonly key: string;
    readonly digest: string;
    readonly frames: number;
    readonly warnings?: readonly string[];
  }[];
}

const MAGIC = 'prosodia-pack.v1';
const TRAILER_BYTES = 8 + 64 + MAGIC.length;
/** What is read at once, give or take a row. */
const READ_BYTES = 2 ** 20;

/**
 * Rows, float32 one after another; a footer in JSON; its length (8 bytes, little-endian), its SHA-256 in hexadecimal
 * digits, and the name of the format.
 */
export function* encodePack(title: PackTitle, rows: Iterable<KeptRow>): Generator<Uint8Array> {
  const described: Footer['rows'][number][] = [];
  for (const { key, frames, warnings, values } of rows) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const said = warnings.length > 0 && { warnings };
    described.push({ key, digest: sha256(bytes), frames, ...said });
    yield bytes;
  }
  const footer = Buffer.from(JSON.stringify({ ...title, rows: described } satisfies Footer));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(footer.length));
  yield Buffer.concat([footer, length, Buffer.from(sha256(footer) + MAGIC, 'latin1')]);
}

/** A pack that is open for reading. */
export class Pack {
  private constructor(
    readonly file: string,
    readonly bytes: number,
    private readonly handle: FileHandle,
    private readonly footer: Footer,
  ) {}

  /** @returns undefined where it is damaged; the system's errors pass through */
  static async open(file: string): Promise<Pack | undefined> {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const footer = await readFooter(handle, size);
      if (footer) return new Pack(file, size, handle, footer);
    } catch (error) {
      await handle.close();
      throw error;
    }
    await handle.close();
    return undefined;
  }

  get title(): PackTitle {
    return this.footer;
  }

  /** Of its rows, in their order. */
  get keys(): readonly string[] {
    return this.footer.rows.map(({ key }) => key);
  }

  /**
   * The rows at the given places, ascending; undefined for one that is damaged. The values of a row are there until the
   * next one is asked for.
   */
  async *read(places: readonly number[]): AsyncGenerator<KeptRow | undefined> {
    const rowBytes = this.footer.width * 4;
    const most = Math.max(1, Math.floor(READ_BYTES / rowBytes));
    const memory = new Uint8Array(most * rowBytes);
    for (let from = 0; from < places.length;) {
      const first = places[from] ?? 0;
      let end = from + 1;
      while (end < places.length && (places[end] ?? 0) < first + most) end++;
      const count = (places[end - 1] ?? 0) - first + 1;
      const bytes = memory.subarray(0, count * rowBytes);
      await this.handle.read(bytes, 0, bytes.length, first * rowBytes);
      for (const place of places.slice(from, end)) {
        const start = (place - first) * rowBytes;
        yield this.#row(place, bytes.subarray(start, start + rowBytes));
      }
      from = end;
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  #row(place: number, bytes: Uint8Array): KeptRow | undefined {
    const said = this.footer.rows[place];
    if (said?.digest !== sha256(bytes)) return undefined;
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, this.footer.width);
    return { key: said.key, frames: said.frames, warnings: said.warnings ?? [], values };
  }
}

async function readFooter(handle: FileHandle, size: number): Promise<Footer | undefined> {
  const trailer = Buffer.alloc(TRAILER_BYTES);
  if (size < TRAILER_BYTES) return undefined;
  await handle.read(trailer, 0, TRAILER_BYTES, size - TRAILER_BYTES);
  if (trailer.toString('latin1', 72) !== MAGIC) return undefined;
  const length = Number(trailer.readBigUInt64LE());
  const start = size - TRAILER_BYTES - length;
  if (start < 0) return undefined;
  const bytes = Buffer.alloc(length);
  await handle.read(bytes, 0, length, start);
  if (sha256(bytes) !== trailer.toString('latin1', 8, 72)) return undefined;
  const footer = JSON.parse(bytes.toString()) as Footer;
  return footer.rows.length * footer.width * 4 === start ? footer : undefined;
}
