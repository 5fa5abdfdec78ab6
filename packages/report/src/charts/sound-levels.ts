import { counted } from '../html/wording.js';
import { emotionColour } from '../look/palette.js';
import type { CorpusRecord, MeasuredClip } from '../record/corpus-record.js';
import { quartilesOf } from './_quartiles.js';
import type { Chart } from './chart.js';
import { dotPlot } from './dot-plot.js';

/** How loud and how bright the clips of each emotion are. */
export function soundLevelCharts(
  corpus: CorpusRecord,
): readonly [loudness: Chart, brightness: Chart] {
  return [
    levels(corpus, ({ loudnessDb }) => loudnessDb, {
      ...{ id: 'loudness', title: 'How loud', measure: 'dB of full scale' },
      caption: 'Root mean square of the window that the features see',
      format: (value) => `${value.toFixed(1)}\u00a0dB`,
    }),
    levels(corpus, ({ brightnessHz }) => brightnessHz, {
      ...{ id: 'brightness', title: 'How bright', measure: 'Hz' },
      caption: 'The centre of the power in the mel bands: the higher, the brighter the voice',
      format: (value) => `${value.toFixed(0)}\u00a0Hz`,
    }),
  ];
}

function levels(
  { clips, emotions }: CorpusRecord,
  read: (clip: MeasuredClip) => number,
  options: Pick<Chart, 'id' | 'title' | 'caption'> & {
    readonly measure: string;
    readonly format: (value: number) => string;
  },
): Chart {
  const dots = emotions.flatMap((name) => {
    const own = clips.filter(({ emotion }) => emotion === name).map(read);
    const values = own.filter(Number.isFinite);
    if (values.length === 0) return [];
    const { low, median, high } = quartilesOf(values);
    const detail = counted(values.length, 'clip');
    return [{ name, value: median, low, high, detail, colour: emotionColour(name) }];
  });
  return dotPlot({
    ...options,
    caption: `${options.caption}. Dots are medians; half of the clips lie within the lines.`,
    ...{ dots, rowName: 'emotion', axis: { tickCount: 5 } },
  });
}
