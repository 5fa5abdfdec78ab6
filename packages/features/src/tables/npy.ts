import { endianness } from 'node:os';
import { expected } from '../errors.js';
import { type TableStream } from './table.js';

/** The matrix alone (clips x width), float32, in the order of the machine. */
export async function* encodeNpy({ rows, width, parts }: TableStream): AsyncGenerator<Uint8Array> {
  yield npyHead(`${endianness() === 'LE' ? '<' : '>'}f4`, `(${rows}, ${width})`);
  for await (const { values } of parts) {
    yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  }
}

/**
 * What stands before the numbers in NumPy's format 1.0: magic, version, the length of the header, the header padded so
 * that the data begins at a multiple of 64 (numpy.lib.format).
 */
export function npyHead(type: string, shape: string): Uint8Array {
  const described = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`;
  const fixed = 10;
  const length = Math.ceil((fixed + described.length + 1) / 64) * 64 - fixed;
  const head = Buffer.alloc(fixed);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(length, 8);
  return Buffer.concat([head, Buffer.from(`${described.padEnd(length - 1)}\n`, 'latin1')]);
}

/** Always refuses: the rows of a bare matrix have neither names nor labels. */
export function readNpy(file: string): Promise<never> {
  const what = 'a table with its clips (.csv or .parquet; .npy holds the matrix alone)';
  return Promise.reject(expected('TABLE_NOT_READABLE', what, 'reading', file));
}
