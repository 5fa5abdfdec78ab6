import { endianness } from 'node:os';
import { z } from 'zod';
import { parse } from '../_parse.js';
import { expected, type ModelErrorCode } from '../errors.js';

/**
 * The safetensors format, float32 only: 8 bytes length of the header, the header as JSON, then the numbers one tensor
 * after the other. Python opens such a file with `safetensors.numpy.load_file`.
 */

/** A named array of numbers. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** product(shape) values, row-major. */
  readonly values: Float32Array;
}

/** Longest header that is read; a network of 256 layers needs a tenth of it. */
export const MAX_HEADER_BYTES = 1 << 20;
const LENGTH_BYTES = 8;

const offset = z.int().min(0);
const headerSchema = z.record(
  z.string(),
  z.strictObject({
    dtype: z.literal('F32'),
    shape: z.array(z.int().min(1)).max(8),
    data_offsets: z.tuple([offset, offset]),
  }),
);

/** Writes the arrays in the given order, without gaps. */
export function encodeSafetensors(arrays: readonly NamedArray[]): Uint8Array {
  const header: z.infer<typeof headerSchema> = {};
  let end = 0;
  for (const { name, shape, values } of arrays) {
    const start = end;
    end += values.byteLength;
    header[name] = { dtype: 'F32', shape: [...shape], data_offsets: [start, end] };
  }
  const json = JSON.stringify(header);
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = Buffer.alloc(LENGTH_BYTES + headerBytes + end);
  file.writeBigUInt64LE(BigInt(headerBytes));
  file.write(json.padEnd(headerBytes), LENGTH_BYTES, 'latin1');
  let position = LENGTH_BYTES + headerBytes;
  for (const { values } of arrays) {
    file.set(bytesOf(values), position);
    position += values.byteLength;
  }
  inFileOrder(file.subarray(LENGTH_BYTES + headerBytes));
  return file;
}

/**
 * Reads arrays back. Nothing the header claims is believed: lengths must match shapes, and the arrays must follow each
 * other without gap or overlap to the very end of the file.
 *
 * @param name what the file is called in messages
 * @throws {ModelError} with `code`, saying what does not fit
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  name: string,
  code: ModelErrorCode,
): NamedArray[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, start } = decodeHeader(file, name, code);
  const arrays: NamedArray[] = [];
  let end = start;
  for (const [tensor, { shape, data_offsets }] of Object.entries(header)) {
    const count = shape.reduce((product, size) => product * size, 1);
    const [from, to] = [start + data_offsets[0], start + data_offsets[1]];
    if (from !== end || to - from !== count * 4 || to > file.length)
      throw expected(
        code,
        `${count} values that start at byte ${end} and end within the file`,
        `${name}: ${tensor}`,
        `bytes ${from} to ${to}`,
      );
    end = to;
    const values = new Float32Array(count);
    bytesOf(values).set(file.subarray(from, to));
    inFileOrder(bytesOf(values));
    arrays.push({ name: tensor, shape, values });
  }
  if (end !== file.length) throw expected(code, `${end} bytes`, name, file.length);
  return arrays;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Turns float32 as this machine has them into those of the file, or back; most machines are little-endian too. */
function inFileOrder(bytes: Buffer): void {
  if (endianness() === 'BE') bytes.swap32();
}

function decodeHeader(
  file: Buffer,
  name: string,
  code: ModelErrorCode,
): { header: z.infer<typeof headerSchema>; start: number } {
  if (file.length < LENGTH_BYTES) throw expected(code, 'a header', name, `${file.length} bytes`);
  const claimed = file.readBigUInt64LE();
  const most = BigInt(Math.min(MAX_HEADER_BYTES, file.length - LENGTH_BYTES));
  if (claimed > most)
    throw expected(code, `a header of at most ${String(most)} bytes`, name, String(claimed));
  const start = LENGTH_BYTES + Number(claimed);
  const header = parseJson(file.toString('utf8', LENGTH_BYTES, start), `${name}: header`, code);
  return { header: parse(headerSchema, header, `${name}: header`, code), start };
}

/**
 * @param name what the text is called in messages
 * @throws {ModelError} with `code` when it is not JSON
 */
export function parseJson(text: string, name: string, code: ModelErrorCode): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw expected(code, 'JSON', name, cause instanceof Error ? cause.message : String(cause));
  }
}
