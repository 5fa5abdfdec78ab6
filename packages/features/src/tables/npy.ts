import { endianness } from 'node:os';
import { expected } from '../errors.js';
import { type TableStream } from './table.js';

/**
 * The matrix (clips x width) in NumPy's format 1.0: magic, version, the length of the header, the
 * header padded so that the data begins at a multiple of 64, the rows (numpy.lib.format).
 */
export async function* encodeNpy({ rows, width, parts }: TableStream): AsyncGenerator<Uint8Array> {
  const order = endianness() === 'LE' ? '<' : '>';
  const shape = `(${rows}, ${width})`;
  const described = `{'descr': '${order}f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const fixed = 10;
  const length = Math.ceil((fixed + described.length + 1) / 64) * 64 - fixed;
  const head = Buffer.alloc(fixed);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(length, 8);
  yield head;
  yield Buffer.from(`${described.padEnd(length - 1)}\n`, 'latin1');
  for await (const { values } of parts) {
    yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  }
}

/** Always refuses: the rows of a bare matrix have neither names nor labels. */
export function readNpy(file: string): Promise<never> {
  const what = 'a table with its clips (.csv or .parquet; .npy holds the matrix alone)';
  return Promise.reject(expected('TABLE_NOT_READABLE', what, 'reading', file));
}
