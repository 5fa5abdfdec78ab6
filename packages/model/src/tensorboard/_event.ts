import {
  doubleField,
  doublesField,
  floatField,
  integerField,
  messageField,
  textField,
  toBuffer,
  type Bytes,
} from '../_protobuf.js';
import type { Histogram } from './_histogram.js';

/**
 * The messages of TensorBoard's files. The numbers of the fields are those of TensorFlow's event.proto and
 * summary.proto.
 */

/** A value under a name. */
export type Summary =
  | { readonly tag: string; readonly scalar: number }
  | { readonly tag: string; readonly histogram: Histogram };

const START = 1;

/** The first event of a file. */
export const versionEvent = (): Buffer => event(0, textField(3, 'brain.Event:2'));

/** Says that what follows takes the place of everything from `step` on, in this file and in earlier ones. */
export const startEvent = (step: number): Buffer =>
  event(step, messageField(7, integerField(1, START)));

export function summaryEvent(step: number, summaries: readonly Summary[]): Buffer {
  const values = summaries.map((summary) =>
    messageField(1, textField(1, summary.tag), valueOf(summary)),
  );
  return event(step, messageField(5, ...values));
}

function event(step: number, what: Bytes): Buffer {
  return toBuffer(doubleField(1, Date.now() / 1000), integerField(2, step), what);
}

function valueOf(summary: Summary): Bytes {
  if ('scalar' in summary) return floatField(2, summary.scalar);
  const { min, max, count, sum, sumSquares, limits, counts } = summary.histogram;
  return messageField(
    5,
    ...[min, max, count, sum, sumSquares].map((value, index) => doubleField(index + 1, value)),
    doublesField(6, limits),
    doublesField(7, counts),
  );
}
