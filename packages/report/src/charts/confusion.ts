import { counted } from '../html/wording.js';
import { colour } from '../look/palette.js';
import { chartBase, percent, type Chart } from './chart.js';

/** The confusion matrix: of each actual emotion, how its clips were named; counts, and shares of the row. */
export function confusionChart(
  id: string,
  {
    labels,
    confusion,
  }: {
    readonly labels: readonly string[];
    /** Counts: a row per actual emotion, a column per predicted one. */
    readonly confusion: readonly (readonly number[])[];
  },
): Chart {
  const values = confusion.flatMap((row, actual) => {
    const clips = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => {
      const share = clips === 0 ? 0 : count / clips;
      const [from = '', to = ''] = [labels[actual], labels[predicted]];
      return {
        ...{ actual: from, predicted: to, count, share },
        percent: percent(share, 0),
        words: `${from} named ${to}: ${count} of ${counted(clips, 'clip')}, ${percent(share)}`,
      };
    });
  });
  const axis = (field: string, title: string) =>
    ({ field, type: 'nominal', sort: [...labels], title }) as const;
  const x = { ...axis('predicted', 'named'), axis: { orient: 'top', labelAngle: -45 } } as const;
  const y = axis('actual', 'actual');
  return {
    id,
    title: 'Confusion matrix',
    caption:
      'A row for each actual emotion, a column for what its clips were named: how many, and their share of the row. The stronger the colour, the larger the share; right answers stand on the diagonal.',
    spec: {
      ...chartBase(values),
      width: { step: 40 },
      height: { step: 36 },
      encoding: { x, y },
      layer: [
        {
          mark: { type: 'rect', color: colour('accent'), stroke: colour('line') },
          encoding: {
            fillOpacity: {
              ...{ field: 'share', type: 'quantitative', legend: null },
              // Never so dark that the numbers are hard to read.
              scale: { domain: [0, 1], range: [0, 0.55] },
            },
            description: { field: 'words', type: 'nominal' },
          },
        },
        {
          transform: [{ filter: 'datum.count > 0' }],
          mark: { type: 'text', dy: -6, fontSize: 12, aria: false },
          encoding: { text: { field: 'count', type: 'quantitative' } },
        },
        {
          transform: [{ filter: 'datum.count > 0' }],
          mark: { type: 'text', dy: 8, fontSize: 10, aria: false },
          encoding: { text: { field: 'percent', type: 'nominal' } },
        },
      ],
    },
    table: {
      head: ['actual', ...labels.map((label) => `named ${label}`)],
      rows: confusion.map((row, actual) => [labels[actual] ?? '', ...row]),
    },
  };
}
