import { evaluationCharts } from './charts/evaluation-charts.js';
import { levelsChart } from './charts/levels.js';
import { runCharts } from './charts/run-charts.js';
import { isSweep, sweepCharts } from './charts/sweep.js';
import { expected } from './errors.js';
import { createFigures } from './html/figure.js';
import { markup, type Markup } from './html/markup.js';
import { page, type Section } from './html/page.js';
import type { Clip, ClipPicture } from './record/clip.js';
import type { CorpusRecord } from './record/corpus-record.js';
import type { EvaluationRecord } from './record/evaluation-record.js';
import type { RunRecord } from './record/run-record.js';
import { nameEvaluations, nameRuns } from './record/short-names.js';
import type { Report } from './report.js';
import { clipTable } from './sections/clip-table.js';
import { corpusSections } from './sections/corpus-sections.js';
import { evaluationFigures } from './sections/evaluation-figures.js';
import { headFigures } from './sections/head-figures.js';
import { pairedTests } from './sections/paired-tests.js';
import { evaluationRecordSection, recordSection } from './sections/record-section.js';
import { evaluationsTable, runsTable } from './sections/side-by-side.js';
import { contenderOfEvaluation, contenderOfRun } from './statistics/contender.js';

/** Runs on one corpus, and what is known of its clips. */
export interface RunGroup {
  readonly runs: readonly RunRecord[];
  /** By path; clips that are not there have no speaker, gender or intensity. */
  readonly clips: ReadonlyMap<string, Clip>;
  readonly pictureOf: (path: string) => Promise<ClipPicture>;
}

/** What a page shows: at least one run or evaluation. */
export interface Results {
  readonly groups?: readonly RunGroup[];
  /** Of models by protocols. */
  readonly evaluations?: readonly EvaluationRecord[];
  /** What the runs were made of, for sections of its own. */
  readonly corpus?: CorpusRecord;
}

/**
 * The page of runs and evaluations, side by side where there are several.
 *
 * @throws {ReportError} INVALID_DATA where there is neither
 */
export async function resultsReport(results: Results): Promise<Report> {
  const { corpus } = results;
  const { groups, runs, evaluations } = named(results);
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
    else add(id, name, `${kind} ${name}`, head, details);
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
  const records = [...runs.map(recordSection), ...evaluations.map(evaluationRecordSection)];
  add('record', 'Record', 'The record', ...records);

  const title = titleOf(runs, evaluations);
  const html = page({ title, lead: leadOf(runs), sections, foot: footOf(runs, evaluations) });
  return { title, charts: figures.drawn, html };
}

/** A single one is `this run`, `this evaluation`; several go by names that tell them apart. */
function named({ groups = [], evaluations = [] }: Results) {
  const given = groups.flatMap(({ runs }) => runs);
  const single = given.length + evaluations.length === 1;
  const runs = single ? given.map((run) => ({ ...run, name: 'this run' })) : nameRuns(given);
  let next = 0;
  return {
    runs,
    groups: groups.map((group) => ({
      ...group,
      runs: runs.slice(next, (next += group.runs.length)),
    })),
    evaluations: single
      ? evaluations.map((record) => ({ ...record, name: 'this evaluation' }))
      : nameEvaluations(evaluations),
  };
}

function titleOf(runs: readonly RunRecord[], evaluations: readonly EvaluationRecord[]): string {
  const count = (many: readonly { readonly folder: string }[], what: string): string[] => {
    if (many.length === 0) return [];
    return [many.length === 1 ? `one ${what}` : `${many.length} ${what}s`];
  };
  if (runs.length + evaluations.length === 1)
    return runs[0] ? `Run ${runs[0].folder}` : `Evaluation ${evaluations[0]?.folder ?? ''}`;
  const words = [...count(runs, 'run'), ...count(evaluations, 'evaluation')].join(' and ');
  return words.replace(/^./, (letter) => letter.toUpperCase());
}

function leadOf(runs: readonly RunRecord[]): Markup {
  const corpora = [...new Set(runs.map(({ metrics }) => metrics.corpus.name))];
  const where = corpora.length === 0 ? '' : ` on ${corpora.join(', ')}`;
  const clips = runs.length === 0 ? 'and where it fails' : 'and every test clip';
  return markup`<p class="soft">Speech emotion recognition${where}: what was recognised, how sure that is, ${clips}.</p>
`;
}

function footOf(runs: readonly RunRecord[], evaluations: readonly EvaluationRecord[]): string {
  const version = runs[0]?.config.prosodia ?? evaluations[0]?.scores.prosodia ?? '';
  return `Made by ${`prosodia ${version}`.trim()} from what its runs wrote down. This page loads nothing from anywhere.`;
}
