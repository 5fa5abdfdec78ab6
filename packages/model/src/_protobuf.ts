/**
 * Writing of protocol buffers, as much of it as a SavedModel and an event of TensorBoard need. A message is the bytes of
 * its fields in a row; the numbers of the fields are those of TensorFlow's .proto files.
 */

/**
 * Bytes, a character of a string for each: a graph has tens of thousands of fields, and strings are joined without
 * copying, which buffers are not.
 */
export type Bytes = string;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** An integer, an enum or a boolean (0 or 1). Negative ones take ten bytes, as an int64 does. */
export function integerField(field: number, value: number): Bytes {
  return tag(field, VARINT) + varint(value);
}

export function floatField(field: number, value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return tag(field, FIXED32) + bytesOf(bytes);
}

export function doubleField(field: number, value: number): Bytes {
  return tag(field, FIXED64) + doubles([value]);
}

/** A repeated double, packed. */
export function doublesField(field: number, values: readonly number[]): Bytes {
  return messageField(field, doubles(values));
}

export function textField(field: number, text: string): Bytes {
  // ASCII, as nearly all of it, is its own bytes.
  const isAscii = Buffer.byteLength(text) === text.length;
  return messageField(field, isAscii ? text : bytesOf(Buffer.from(text)));
}

export function bytesField(field: number, bytes: Uint8Array): Bytes {
  return messageField(field, bytesOf(bytes));
}

/** A message made of its own fields. */
export function messageField(field: number, ...fields: readonly Bytes[]): Bytes {
  const content = fields.join('');
  return tag(field, LENGTH_DELIMITED) + varint(content.length) + content;
}

/** A whole message as it is written. */
export function toBuffer(...fields: readonly Bytes[]): Buffer {
  return Buffer.from(fields.join(''), 'latin1');
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Bytes {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

function doubles(values: readonly number[]): Bytes {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, index) => bytes.writeDoubleLE(value, 8 * index));
  return bytesOf(bytes);
}

function tag(field: number, wireType: number): Bytes {
  return varint(field * 8 + wireType);
}

function varint(value: number): Bytes {
  if (value < 0) return varintOfBits(BigInt.asUintN(64, BigInt(value)));
  let bytes = '';
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80))
    bytes += String.fromCharCode((rest % 0x80) | 0x80);
  return bytes + String.fromCharCode(rest);
}

function varintOfBits(value: bigint): Bytes {
  const low = Number(value & 0x7fn);
  return value > 0x7fn
    ? String.fromCharCode(low | 0x80) + varintOfBits(value >> 7n)
    : String.fromCharCode(low);
}
