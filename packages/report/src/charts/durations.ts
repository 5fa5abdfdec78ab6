import { counted } from '../html/wording.js';
import { colour } from '../look/palette.js';
import type { CorpusRecord } from '../record/corpus-record.js';
import { quartilesOf } from './_quartiles.js';
import { chartBase, type Chart } from './chart.js';

const BIN_SECONDS = 0.25;

/** How long the recordings are. */
export function durationsChart({ clips }: Pick<CorpusRecord, 'clips'>): Chart {
  const counts = new Map<number, number>();
  for (const { seconds } of clips) {
    const bin = Math.floor(seconds / BIN_SECONDS);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const values = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([bin, count]) => {
      const [from, to] = [bin * BIN_SECONDS, (bin + 1) * BIN_SECONDS];
      return { from, to, clips: count, words: `${from} to ${to} s: ${counted(count, 'clip')}` };
    });
  const { low, median, high } = quartilesOf(clips.map(({ seconds }) => seconds));
  return {
    id: 'durations',
    title: 'How long the recordings are',
    caption: `Half of the ${clips.length} clips last ${low.toFixed(2)} to ${high.toFixed(2)} seconds; the median is ${median.toFixed(2)} seconds.`,
    spec: {
      ...chartBase(values),
      width: 300,
      height: 160,
      mark: { type: 'bar', color: colour('accent'), binSpacing: 1 },
      encoding: {
        x: {
          ...{ field: 'from', type: 'quantitative', bin: 'binned', title: 'seconds' },
          axis: { grid: false, tickCount: 6 },
          scale: { zero: false },
        },
        x2: { field: 'to' },
        y: { field: 'clips', type: 'quantitative', title: 'clips', axis: { tickCount: 4 } },
        description: { field: 'words', type: 'nominal' },
      },
    },
    table: {
      head: ['seconds', 'clips'],
      rows: values.map(({ from, to, clips: count }) => [`${from} to ${to}`, count]),
    },
  };
}
