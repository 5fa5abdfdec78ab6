import { classesChart } from '../charts/classes.js';
import { contoursChart } from '../charts/contours.js';
import { durationsChart } from '../charts/durations.js';
import { soundLevelCharts } from '../charts/sound-levels.js';
import { dataTable } from '../html/data-table.js';
import type { Figures } from '../html/figure.js';
import { markup, type Markup } from '../html/markup.js';
import type { Section } from '../html/page.js';
import { capitalised, counted } from '../html/wording.js';
import type { CorpusRecord, Oddity } from '../record/corpus-record.js';
import { syntheticWarning } from './head-figures.js';
import { voices } from './voices.js';

/** So many files of one kind are named; the table would bury everything else. */
const EXAMPLES = 20;

/** A corpus before any training: what it holds, how it sounds, what is odd. */
export async function corpusSections(corpus: CorpusRecord, figures: Figures): Promise<Section[]> {
  const held = await figures.draw([classesChart(corpus), durationsChart(corpus)]);
  const sounding = await figures.draw([contoursChart(corpus), ...soundLevelCharts(corpus)]);
  return [
    {
      ...{ id: 'corpus', short: 'Corpus', title: 'What the corpus holds' },
      body: markup`${holds(corpus)}${held}`,
    },
    {
      ...{ id: 'voices', short: 'Voices', title: 'A voice of each kind' },
      body: await voices(corpus),
    },
    { id: 'sound', short: 'Sound', title: 'How the emotions sound', body: sounding },
    {
      ...{ id: 'odd', short: 'Oddities', title: 'What is odd' },
      body: odd(corpus.oddities),
    },
  ];
}

function holds({ name, clips, emotions, synthetic }: CorpusRecord): Markup {
  const speakers = new Set(clips.map(({ corpus, speaker }) => `${corpus ?? ''}/${speaker}`)).size;
  const minutes = clips.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  return markup`<p class="lead"><strong>${counted(clips.length, 'clip')}</strong> of ${name}: ${counted(speakers, 'speaker')}, ${counted(emotions.length, 'emotion')}, ${counted(minutes.toFixed(0), 'minute')}.</p>
${synthetic ? syntheticWarning() : undefined}`;
}

function odd(oddities: readonly Oddity[]): Markup {
  if (oddities.length === 0)
    return markup`<p>Nothing: every file was read, in one channel and to its end, and no two sound the same.</p>\n`;
  const kinds = [...new Set(oddities.map(({ kind }) => kind))];
  return markup`${kinds.map((kind) => {
    const own = oddities.filter((oddity) => oddity.kind === kind);
    const rows = own.slice(0, EXAMPLES).map(({ path, words }) => [path, words]);
    const more = own.length > EXAMPLES ? `, the first ${EXAMPLES}` : '';
    return markup`<h3>${capitalised(kind)}: ${counted(own.length, 'file')}${more}</h3>
${dataTable({ head: ['file', 'what'], rows }, `Files: ${kind}`)}`;
  })}`;
}
