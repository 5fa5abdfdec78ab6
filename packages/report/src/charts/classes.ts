import { counted } from '../html/wording.js';
import { emotionColour } from '../look/palette.js';
import type { CorpusRecord } from '../record/corpus-record.js';
import { chartBase, type Chart } from './chart.js';

/** How many clips there are of each emotion, by gender and intensity. */
export function classesChart({ clips, emotions }: CorpusRecord): Chart {
  const counts = new Map<string, Count>();
  for (const { emotion, gender = 'not told', intensity = 'not told' } of clips) {
    const key = `${emotion} ${gender} ${intensity}`;
    const found = counts.get(key) ?? { emotion, gender, intensity, clips: 0 };
    counts.set(key, { ...found, clips: found.clips + 1 });
  }
  const rank = ({ emotion }: Count): number => emotions.indexOf(emotion);
  const rows = [...counts.values()].sort(
    (a, b) =>
      rank(a) - rank(b) || (`${a.gender} ${a.intensity}` < `${b.gender} ${b.intensity}` ? -1 : 1),
  );
  const intensities = [...new Set(rows.map(({ intensity }) => intensity))].sort();
  const values = rows.map((row) => ({
    ...row,
    colour: emotionColour(row.emotion),
    words: `${row.emotion}, ${row.gender}, ${row.intensity}: ${counted(row.clips, 'clip')}`,
  }));
  return {
    id: 'classes',
    title: 'Clips of each emotion',
    caption: `Each gender for itself.${intensities.length > 1 ? ` The shades of a bar are intensities, from pale to full: ${intensities.join(', ')}.` : ''}`,
    spec: {
      ...chartBase(values),
      width: 120,
      height: { step: 22 },
      mark: { type: 'bar', strokeWidth: 1 },
      encoding: {
        column: { field: 'gender', type: 'nominal', spacing: 28 },
        y: { field: 'emotion', type: 'nominal', sort: [...emotions], title: null },
        x: { field: 'clips', type: 'quantitative', title: 'clips', axis: { tickCount: 3 } },
        color: { field: 'colour', type: 'nominal', scale: null },
        stroke: { field: 'colour', type: 'nominal', scale: null },
        fillOpacity: {
          ...{ field: 'intensity', type: 'ordinal' },
          scale: { range: [0.5, 1] },
          legend: null,
        },
        description: { field: 'words', type: 'nominal' },
      },
    },
    table: {
      head: ['emotion', 'gender', 'intensity', 'clips'],
      rows: rows.map(({ emotion, gender, intensity, clips: count }) => [
        ...[emotion, gender, intensity],
        count,
      ]),
    },
  };
}

interface Count {
  readonly emotion: string;
  readonly gender: string;
  readonly intensity: string;
  readonly clips: number;
}
