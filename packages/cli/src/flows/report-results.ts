import { stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';

import { clipOfName, FEATURE_SETS, readCorpus, type Clip, type Corpus } from '@prosodia/features';
import { readEvaluation, readRun, type EvaluationRecord, type RunRecord } from '@prosodia/records';
import { PICTURED_CLIPS, resultsReport, type Report, type ResultGroup } from '@prosodia/report';

import type { CommandContext } from '../command.js';
import { CliError } from '../failure.js';
import { findResults } from '../run/result-folder.js';
import { picturesOf } from '../stages/picture-clips.js';
import type { Progress } from '../terminal/progress.js';
import { exploreCorpus } from './explore-corpus.js';

/** What lies in the folder of a run or of an evaluation. */
export type ReadResult = { readonly run: RunRecord } | { readonly evaluation: EvaluationRecord };

/** Reads folders of runs and of evaluations. */
export async function readResults(folders: readonly string[]): Promise<ReadResult[]> {
  const kinds = await findResults('report', folders, ['run', 'evaluation']);
  const results: ReadResult[] = [];
  for (const [index, folder] of folders.entries())
    results.push(
      kinds[index] === 'run'
        ? { run: await readRun(folder) }
        : { evaluation: await readEvaluation(folder) },
    );
  return results;
}

export interface ReportResultsOptions {
  /** One or more, see {@link readResults}. */
  readonly results: readonly ReadResult[];
  /** Where the recordings are, if not where the runs found them. */
  readonly data?: string | undefined;
  /** Whether the page holds their sounds. */
  readonly audio: boolean;
  /** Whether the page shows the recordings too; those of the first place, where there are several corpora. */
  readonly withCorpus?: boolean;
}

/** Where the recordings of a run or an evaluation lay. */
interface Place {
  /** The folder or the manifest. */
  readonly path: string;
  /** What their paths start from; undefined where the user says where they are. */
  readonly dir?: string;
}

/** Runs and evaluations on the recordings of one place. */
interface Finished {
  readonly place: Place | undefined;
  readonly runs: RunRecord[];
  readonly evaluations: EvaluationRecord[];
}

/** The page of runs and evaluations; of the recordings it shows what can still be read. */
export async function reportResults(
  { results, data, audio, withCorpus = false }: ReportResultsOptions,
  context: CommandContext,
): Promise<Report> {
  const byPlace = new Map<string | undefined, Finished>();
  const at = (written: Place | undefined): Finished => {
    const place = data === undefined ? written : { path: data };
    const key = place && resolve(place.path);
    const found = byPlace.get(key) ?? { place, runs: [], evaluations: [] };
    byPlace.set(key, found);
    return found;
  };
  for (const result of results)
    if ('run' in result) {
      const { corpus, options } = result.run.config;
      at(placeOf(corpus, options.data)).runs.push(result.run);
    } else {
      const { corpus } = result.evaluation.scores;
      at(corpus && placeOf(corpus)).evaluations.push(result.evaluation);
    }
  const groups: ResultGroup[] = [];
  let first: string | undefined;
  for (const finished of byPlace.values()) {
    const corpus = await corpusOf(finished, context);
    groups.push(groupOf(finished, corpus, audio, context));
    first ??= corpus?.path;
  }
  if (!withCorpus) return resultsReport({ groups });
  if (first === undefined)
    throw new CliError('USAGE', 'Expected --data PATH for --with-corpus but received none');
  return resultsReport({ groups, corpus: await exploreCorpus({ data: first, audio }, context) });
}

/** The recordings, as far as they are there; that they are not is told. */
async function corpusOf(
  { place, runs, evaluations }: Finished,
  { terminal }: CommandContext,
): Promise<Corpus | undefined> {
  const heard = [
    ...runs.flatMap(({ predictions }) => predictions),
    ...evaluations.flatMap(({ scores }) => scores.clips),
  ];
  return corpusAt(place, heard).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    const mend = '--data PATH says where the recordings are';
    terminal.warn(`The report shows no spectrograms and no sounds: ${why}; ${mend}`);
    return undefined;
  });
}

function groupOf(
  { runs, evaluations }: Finished,
  corpus: Corpus | undefined,
  audio: boolean,
  { terminal, signal }: CommandContext,
): ResultGroup {
  const paths = new Set([
    ...runs.flatMap(({ predictions }) => predictions.map(({ path }) => path)),
    // One without its folds has no answers to show.
    ...evaluations.flatMap(({ scores, folds }) =>
      folds.length === 0 ? [] : scores.clips.map(({ path }) => path),
    ),
  ]);
  const features = runs[0]?.metrics.featureSet ?? evaluations[0]?.scores.features ?? '';
  // Models that answer together have several feature sets, joined by a plus.
  const first = features.replace(/\+.*/, '');
  const recipe = FEATURE_SETS.find(({ id }) => id === first);
  if (corpus !== undefined && recipe === undefined)
    terminal.warn(`The report shows no spectrograms and no sounds: ${first} is of another version`);
  const pictures = corpus && recipe && picturesOf(corpus.dir, recipe, { audio });
  // Begun with the first clip: the charts before it would spoil its rate.
  let progress: Progress | undefined;
  const total = Math.min(paths.size, PICTURED_CLIPS);
  let done = 0;
  return {
    ...{ runs, evaluations, clips: clipsOf([...paths], corpus) },
    pictureOf: async (path) => {
      signal.throwIfAborted();
      progress ??= terminal.progress('Drawing', 'clips');
      done += 1;
      progress.update(done, total);
      if (done === total) progress.end();
      return (await pictures?.(path)) ?? {};
    },
  };
}

/** @param heard clips that must lie there, at least one: a folder of anything else is not walked through */
async function corpusAt(
  place: Place | undefined,
  heard: readonly { readonly path: string }[],
): Promise<Corpus> {
  if (place === undefined) throw new Error('an evaluation does not say where its recordings lay');
  const { path, dir } = place;
  if (dir !== undefined && !(await holdsAny(dir, heard))) {
    const from = isAbsolute(dir) ? '' : `, as it is seen from ${resolve('')}`;
    throw new Error(`Expected its recordings for ${path}${from} but received none of them`);
  }
  return readCorpus(path);
}

async function holdsAny(
  dir: string,
  clips: readonly { readonly path: string }[],
): Promise<boolean> {
  for (const { path } of clips)
    if ((await stat(resolve(dir, path)).catch(() => undefined)) !== undefined) return true;
  return false;
}

/** What is known of clips: what their corpus says, else what their names say. */
function clipsOf(paths: readonly string[], corpus: Corpus | undefined): Map<string, Clip> {
  const known = new Map(corpus?.clips.map((clip) => [clip.path, clip]));
  const clips = paths.flatMap((path) => known.get(path) ?? clipOfNameIfAny(path) ?? []);
  return new Map(clips.map((clip) => [clip.path, clip]));
}

function clipOfNameIfAny(path: string): Clip | undefined {
  try {
    return clipOfName(path);
  } catch {
    return undefined;
  }
}

/**
 * @param corpus as it is written in a record
 * @param given what an older run says of `--data`: a manifest is not in `corpus` then
 */
function placeOf(
  { path, dir }: Pick<RunRecord['config']['corpus'], 'path' | 'dir'>,
  given?: unknown,
): Place {
  return { path: path ?? (typeof given === 'string' ? given : dir), dir };
}
