import type { EvaluationRecord, RunRecord } from '@prosodia/records';

import { contenderOfEvaluation, contenderOfRun } from './answers/contender.js';
import { evaluationCharts } from './charts/evaluation-charts.js';
import { levelsChart } from './charts/levels.js';
import { runCharts } from './charts/run-charts.js';
import { isSweep, sweepCharts } from './charts/sweep.js';
import { expected } from './errors.js';
import { createFigures } from './html/figure.js';
import { markup, type Markup } from './html/markup.js';
import { page, type Section } from './html/page.js';
import { capitalised, counted } from './html/wording.js';
import type { CorpusRecord } from './record/corpus-record.js';
import type { ResultGroup } from './record/result-group.js';
import { nameResults } from './record/short-names.js';
import type { Report } from './report.js';
import { clipSections } from './sections/clip-sections.js';
import { corpusSections } from './sections/corpus-sections.js';
import { evaluationFigures } from './sections/evaluation-figures.js';
import { headFigures } from './sections/head-figures.js';
import { pairedTests } from './sections/paired-tests.js';
import { evaluationRecordSection, recordSection } from './sections/record-section.js';
import { evaluationsTable, runsTable } from './sections/side-by-side.js';

/** What a page shows: at least one run or evaluation. */
export interface Results {
  readonly groups: readonly ResultGroup[];
  /** What they were made of, for sections of its own. */
  readonly corpus?: CorpusRecord;
}

/**
 * The page of runs and evaluations, side by side where there are several. It is added up here in the order of the page,
 * from `sections/`, a file each, and from the charts of a run (`run-charts.ts`) and of an evaluation.
 *
 * @throws {ReportError} INVALID_DATA where there is neither
 */
export async function resultsReport({ groups: given, corpus }: Results): Promise<Report> {
  const groups = nameResults(given);
  const runs = groups.flatMap((group) => group.runs);
  const evaluations = groups.flatMap((group) => group.evaluations);
  const count = runs.length + evaluations.length;
  if (count === 0) throw expected('INVALID_DATA', 'a run or an evaluation', 'the report', 0);
  const figures = createFigures();
  const sections: Section[] = [];
  const add = (id: string, short: string, title: string, ...body: Markup[]): void => {
    sections.push({ id, short, title, body: markup`${body}` });
  };
  const parts = [
    ...groups.flatMap(({ runs: own, clips }) =>
      own.map((run) => ({
        ...{ id: `run-${runs.indexOf(run) + 1}`, name: run.name, kind: 'Run' },
        ...{ head: headFigures(run), contender: contenderOfRun(run, clips) },
        charts: (id: string) => runCharts(id, run, clips),
      })),
    ),
    ...evaluations.map((record, index) => ({
      ...{ id: `evaluation-${index + 1}`, name: record.name, kind: 'Evaluation' },
      ...{ head: evaluationFigures(record), contender: contenderOfEvaluation(record) },
      charts: (id: string) => evaluationCharts(id, record),
    })),
  ];

  const overview = await figures.draw([
    levelsChart(runs, evaluations),
    ...(isSweep(runs) ? sweepCharts(runs) : []),
  ]);
  const [first] = parts;
  if (count === 1 && first !== undefined) add('result', 'Result', 'Result', first.head, overview);
  else
    add(
      ...(['side-by-side', 'Side by side', 'Side by side'] as const),
      ...(runs.length > 0 ? [runsTable(runs)] : []),
      ...(evaluations.length > 0 ? [evaluationsTable(evaluations)] : []),
      overview,
      pairedTests(parts.map(({ contender }) => contender)),
    );
  for (const { id, name, kind, head, charts } of parts) {
    const details = await figures.draw(charts(id));
    if (count === 1) add(id, 'Details', 'In detail', details);
    else add(id, name, headingOf(kind, name), head, details);
  }
  sections.push(...(await clipSections(groups)));
  if (corpus !== undefined) sections.push(...(await corpusSections(corpus, figures)));
  const records = [...runs.map(recordSection), ...evaluations.map(evaluationRecordSection)];
  add('record', 'Record', 'The record', ...records);

  const title = titleOf(runs, evaluations);
  const html = page({ title, lead: leadOf(runs), sections, foot: footOf(runs, evaluations) });
  return { title, charts: figures.drawn, html };
}

/** `Run first`, but no `Run run 1`. */
const headingOf = (kind: string, name: string): string =>
  capitalised(name).startsWith(`${kind} `) ? capitalised(name) : `${kind} ${name}`;

function titleOf(runs: readonly RunRecord[], evaluations: readonly EvaluationRecord[]): string {
  const count = ({ length }: { readonly length: number }, what: string): string[] =>
    length === 0 ? [] : [counted(length, what)];
  if (runs.length + evaluations.length === 1)
    return runs[0]
      ? headingOf('Run', runs[0].folder)
      : headingOf('Evaluation', evaluations[0]?.folder ?? '');
  return [...count(runs, 'run'), ...count(evaluations, 'evaluation')].join(' and ');
}

function leadOf(runs: readonly RunRecord[]): Markup {
  const corpora = [...new Set(runs.map(({ metrics }) => metrics.corpus.name))];
  const where = corpora.length === 0 ? '' : ` on ${corpora.join(', ')}`;
  return markup`<p class="soft">Speech emotion recognition${where}: what was recognised, how sure that is, and every test clip.</p>
`;
}

function footOf(runs: readonly RunRecord[], evaluations: readonly EvaluationRecord[]): string {
  const version = runs[0]?.config.prosodia ?? evaluations[0]?.scores.prosodia ?? '';
  return `Made by ${`prosodia ${version}`.trim()} from what its runs wrote down. This page loads nothing from anywhere.`;
}
