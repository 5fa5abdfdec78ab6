import { expect, it } from 'vitest';
import {
  bytesField,
  doubleField,
  doublesField,
  floatField,
  integerField,
  messageField,
  textField,
  toBuffer,
  type Bytes,
} from './_protobuf.js';

const hex = (bytes: Bytes) => toBuffer(bytes).toString('hex');

/** The examples of the encoding's own specification, where it has them. */
it.each([
  ['one byte', integerField(1, 1), '0801'],
  ['150, which takes two bytes', integerField(1, 150), '089601'],
  ['-1, which takes ten', integerField(1, -1), '08ffffffffffffffffff01'],
  ['2^40', integerField(2, 2 ** 40), '10808080808020'],
  ['a field beyond 15', integerField(16, 0), '800100'],
  ['text', textField(2, 'testing'), '120774657374696e67'],
  ['text beyond ASCII', textField(2, 'é'), '1202c3a9'],
  ['bytes beyond ASCII', bytesField(2, Uint8Array.of(0xe9, 0)), '1202e900'],
  ['a message', messageField(3, integerField(1, 150)), '1a03089601'],
  ['a float', floatField(4, 1), '250000803f'],
  ['a double', doubleField(1, 1), '09000000000000f03f'],
  ['packed doubles', doublesField(6, [1, 0]), '3210000000000000f03f0000000000000000'],
])('writes %s', (_, bytes, wanted) => {
  expect(hex(bytes)).toBe(wanted);
});

it('writes the length of a long message in several bytes', () => {
  const bytes = bytesField(1, new Uint8Array(300));
  expect(hex(bytes.slice(0, 3))).toBe('0aac02');
  expect(bytes).toHaveLength(303);
});
