/**
 * Writing of protocol buffers, as much of it as a SavedModel and an event of TensorBoard need. A message is the bytes of its fields in a row;
 * the numbers of the fields are those of TensorFlow's .proto files.
 */

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** An integer, an enum or a boolean (0 or 1). Negative ones take ten bytes, as an int64 does. */
export function integerField(field: number, value: number): Buffer {
  return Buffer.concat([tag(field, VARINT), varint(value)]);
}

export function floatField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([tag(field, FIXED32), bytes]);
}

export function doubleField(field: number, value: number): Buffer {
  return Buffer.concat([tag(field, FIXED64), doubles([value])]);
}

/** A repeated double, packed. */
export function doublesField(field: number, values: readonly number[]): Buffer {
  return bytesField(field, doubles(values));
}

/** A string, bytes, or a message made of its own fields. */
export function bytesField(field: number, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([tag(field, LENGTH_DELIMITED), varint(content.length), content]);
}

function doubles(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, index) => bytes.writeDoubleLE(value, 8 * index));
  return bytes;
}

function tag(field: number, wireType: number): Buffer {
  return varint(field * 8 + wireType);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
