import { speakerOf } from '../corpora/clip.js';
import { type FeatureTable } from '../tables/table.js';
import { applyStandardiser, fitStandardiser, type StandardiserOptions } from './standardise.js';

/**
 * The table with every speaker's clips at mean 0 and deviation 1 in each column: what is left is how a speaker differs
 * from their own average. It asks for no label, but for all clips of a speaker at once, those of the test part too,
 * so a number from it is about speakers of whom there are many recordings, and has to say so.
 */
export function normaliseSpeakers<Table extends FeatureTable>(
  table: Table,
  options: StandardiserOptions = {},
): Table {
  const rowsOf = new Map<string, number[]>();
  table.clips.forEach((clip, row) => {
    const speaker = speakerOf(clip);
    rowsOf.set(speaker, [...(rowsOf.get(speaker) ?? []), row]);
  });
  const values = new Float32Array(table.values.length);
  for (const rows of rowsOf.values()) {
    const own = applyStandardiser(fitStandardiser(table, rows, options), table, rows);
    rows.forEach((row, position) => {
      const line = own.subarray(position * table.width, (position + 1) * table.width);
      values.set(line, row * table.width);
    });
  }
  return { ...table, values };
}
