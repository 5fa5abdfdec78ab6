import { colour } from '../look/palette.js';
import { chartBase, type Chart } from './chart.js';

/** Letters of a name that stand in one line. */
const LINE = 26;

const LINE_HEIGHT = 14;

const SPLIT = String.raw`split(datum.value, '\n')`;

/** A row of a dot plot: a value, and the bounds that it may lie in. */
export interface Dot {
  readonly name: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** Such as `14 of 38 clips`; shown under the pointer and in the table. */
  readonly detail: string;
  readonly colour?: string;
  /** A mark to compare with: drawn as a stroke, with a thin line across all rows. */
  readonly reference?: true;
}

export interface DotPlotOptions extends Pick<Chart, 'id' | 'title' | 'caption'> {
  readonly dots: readonly Dot[];
  /** What the values are: `accuracy`. */
  readonly measure: string;
  /** What the rows are: `emotion`. */
  readonly rowName: string;
  readonly axis: { readonly format?: string; readonly tickCount?: number };
  /** The ends of the axis; by default those of the values. */
  readonly domain?: readonly [number, number];
  /** A value in words, for the table and under the pointer. */
  readonly format: (value: number) => string;
}

/** Rows of dots with their intervals: for shares and levels, of which a bar would fill the way from zero with ink. */
export function dotPlot(options: DotPlotOptions): Chart {
  const { id, title, caption, dots, measure, rowName, axis, domain, format } = options;
  const values = dots.map(({ reference, ...dot }) => ({
    ...dot,
    label: linesOf(dot.name).join('\n'),
    colour: dot.colour ?? colour('accent'),
    reference: reference === true,
    words: `${dot.name}: ${format(dot.value)}${bounds(dot, format)}, ${dot.detail}`,
  }));
  const x = {
    field: 'value',
    type: 'quantitative',
    title: measure,
    axis,
    scale: domain === undefined ? { zero: false, nice: true } : { domain: [...domain] },
  } as const;
  const lines = Math.max(...dots.map(({ name }) => linesOf(name).length));
  const y = {
    field: 'label',
    type: 'nominal' as const,
    title: null,
    axis: {
      labelExpr: SPLIT,
      // A dot at the very end of the axis reaches beyond it.
      labelPadding: 10,
      // The middle of several lines beside the dot, not the first.
      labelOffset: {
        condition: [2, 3, 4].map((lines) => ({
          test: `length(${SPLIT}) === ${lines}`,
          value: (LINE_HEIGHT / 2) * (1 - lines),
        })),
        value: 0,
      },
    },
    sort: dots.map(({ name }) => linesOf(name).join('\n')),
  };
  const ink = { field: 'colour', type: 'nominal', scale: null } as const;
  const description = { field: 'words', type: 'nominal' } as const;
  const references = [{ filter: 'datum.reference' }];
  const plain = [{ filter: '!datum.reference' }];
  return {
    ...{ id, title, caption },
    spec: {
      ...chartBase(values),
      width: 240,
      height: { step: 8 + LINE_HEIGHT * lines },
      layer: [
        {
          transform: references,
          mark: { type: 'rule', strokeDash: [2, 3], color: colour('line') },
          encoding: { x, description },
        },
        {
          transform: [...plain, { filter: 'isValid(datum.low)' }],
          mark: { type: 'rule', strokeWidth: 2, opacity: 0.6 },
          encoding: {
            x: { ...x, field: 'low' },
            x2: { field: 'high' },
            y,
            color: ink,
            description,
          },
        },
        {
          transform: references,
          mark: { type: 'tick', thickness: 2, size: 14, color: colour('soft') },
          encoding: { x, y, description },
        },
        {
          transform: plain,
          mark: { type: 'point', filled: true, size: 70, opacity: 1 },
          encoding: { x, y, color: ink, description },
        },
      ],
    },
    table: {
      head: [rowName, measure, 'from', 'to', 'of'],
      rows: dots.map(({ name, value, low, high, detail }) => [
        name,
        format(value),
        low === undefined ? '' : format(low),
        high === undefined ? '' : format(high),
        detail,
      ]),
    },
  };
}

/** A long name in several lines, broken where it has a blank or a plus. */
function linesOf(name: string): string[] {
  const lines: string[] = [];
  for (const piece of name.split(/(?<=[ +])/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + piece.trimEnd().length > LINE) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines.map((line) => line.trimEnd());
}

const bounds = ({ low, high }: Dot, format: (value: number) => string): string =>
  low === undefined || high === undefined ? '' : ` (${format(low)} to ${format(high)})`;
