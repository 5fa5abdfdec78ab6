import { levelsChart } from './charts/levels.js';
import { runCharts } from './charts/run-charts.js';
import { isSweep, sweepCharts } from './charts/sweep.js';
import { expected } from './errors.js';
import { createFigures } from './html/figure.js';
import { markup, type Markup } from './html/markup.js';
import { page, type Section } from './html/page.js';
import type { Clip, ClipPicture } from './record/clip.js';
import type { CorpusRecord } from './record/corpus-record.js';
import type { RunRecord } from './record/run-record.js';
import type { Report } from './report.js';
import { clipTable } from './sections/clip-table.js';
import { corpusSections } from './sections/corpus-sections.js';
import { headFigures } from './sections/head-figures.js';
import { recordSection } from './sections/record-section.js';
import { sideBySide } from './sections/side-by-side.js';

/** Runs on one corpus, and what is known of its clips. */
export interface RunGroup {
  readonly runs: readonly RunRecord[];
  /** By path; clips that are not there have no speaker, gender or intensity. */
  readonly clips: ReadonlyMap<string, Clip>;
  readonly pictureOf: (path: string) => Promise<ClipPicture>;
}

/**
 * The page of one or more runs.
 *
 * @param options.corpus what the runs were made of, for sections of its own
 * @throws {ReportError} INVALID_DATA where there is no run
 */
export async function runReport(
  given: readonly RunGroup[],
  { corpus }: { readonly corpus?: CorpusRecord } = {},
): Promise<Report> {
  const groups = withShortNames(given);
  const runs = groups.flatMap((group) => group.runs);
  const [first] = runs;
  if (first === undefined) throw expected('INVALID_DATA', 'at least one run', 'the report', 0);
  const single = runs.length === 1;
  const figures = createFigures();
  const sections: Section[] = [];
  const add = (id: string, short: string, title: string, ...body: Markup[]): void => {
    sections.push({ id, short, title, body: markup`${body}` });
  };

  const overview = await figures.draw([
    levelsChart(runs),
    ...(isSweep(runs) ? sweepCharts(runs) : []),
  ]);
  if (single) add('result', 'Result', 'Result', headFigures(first), overview);
  else add('runs', 'Side by side', 'The runs side by side', sideBySide(runs), overview);
  for (const { runs: own, clips } of groups)
    for (const run of own) {
      const id = `run-${runs.indexOf(run) + 1}`;
      const details = await figures.draw(runCharts(id, run, clips));
      if (single) add(id, 'Details', 'In detail', details);
      else add(id, run.name, `Run ${run.name}`, headFigures(run), details);
    }
  for (const [index, group] of groups.entries())
    add(
      `clips-${index + 1}`,
      'Clips',
      'Actual against named, clip by clip',
      markup`<p>The worst errors first: the clips whose right emotion was given the least belief. The small spectrograms show the window that the features see, low notes at the bottom.</p>\n`,
      await clipTable({ id: `table-${index + 1}`, ...group }),
    );
  if (corpus !== undefined) sections.push(...(await corpusSections(corpus, figures)));
  add('record', 'Record', 'The record', ...runs.map(recordSection));

  const title = single ? `Run ${first.folder}` : `${runs.length} runs`;
  const foot = `Made by prosodia ${first.config.prosodia} from what its runs wrote down. This page loads nothing from anywhere.`;
  const html = page({ title, lead: leadOf(runs), sections, foot });
  return { title, charts: figures.drawn, html };
}

/** One run is `this run`; of several, those go by a number whose names are long or those of others. */
function withShortNames(groups: readonly RunGroup[]): RunGroup[] {
  const folders = groups.flatMap(({ runs }) => runs.map(({ folder }) => folder));
  let number = 0;
  const nameOf = (folder: string): string => {
    number += 1;
    if (folders.length === 1) return 'this run';
    const own = folder.length <= 24 && folders.filter((other) => other === folder).length === 1;
    return own ? folder : `run ${number}`;
  };
  return groups.map((group) => ({
    ...group,
    runs: group.runs.map((run) => ({ ...run, name: nameOf(run.folder) })),
  }));
}

function leadOf(runs: readonly RunRecord[]): Markup {
  const corpora = [...new Set(runs.map(({ metrics }) => metrics.corpus.name))].join(', ');
  return markup`<p class="soft">Speech emotion recognition on ${corpora}: what was recognised, how sure that is, and every test clip.</p>
`;
}
