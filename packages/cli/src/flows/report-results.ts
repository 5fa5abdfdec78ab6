import { resolve } from 'node:path';

import { clipOfName, FEATURE_SETS, readCorpus, type Clip, type Corpus } from '@prosodia/features';
import { readEvaluation, readRun, type EvaluationRecord, type RunRecord } from '@prosodia/records';
import { PICTURED_CLIPS, resultsReport, type Report, type ResultGroup } from '@prosodia/report';

import type { CommandContext } from '../command.js';
import { findResults } from '../run/result-folder.js';
import { picturesOf } from '../stages/picture-clips.js';
import type { Progress } from '../terminal/progress.js';
import { exploreCorpus } from './explore-corpus.js';

export interface ReportResultsOptions {
  /** Folders of runs and of evaluations, one or more. */
  readonly folders: readonly string[];
  /** Where the recordings are, if not where the runs found them. */
  readonly data?: string | undefined;
  /** Whether the page holds their sounds. */
  readonly audio: boolean;
  /** Whether the page shows the recordings too; those of the first place, where there are several corpora. */
  readonly withCorpus?: boolean;
}

/** Runs and evaluations on the recordings of one place. */
interface Finished {
  readonly runs: RunRecord[];
  readonly evaluations: EvaluationRecord[];
}

/** The page of runs and evaluations; of the recordings it shows what can still be read. */
export async function reportResults(
  { folders, data, audio, withCorpus = false }: ReportResultsOptions,
  context: CommandContext,
): Promise<Report> {
  const kinds = await findResults('report', folders, ['run', 'evaluation']);
  const byPlace = new Map<string | undefined, Finished>();
  const at = (place: string | undefined): Finished => {
    const key = data ?? (place === undefined ? undefined : resolve(place));
    const found = byPlace.get(key) ?? { runs: [], evaluations: [] };
    byPlace.set(key, found);
    return found;
  };
  for (const [index, folder] of folders.entries())
    if (kinds[index] === 'run') {
      const run = await readRun(folder);
      at(placeOf(run)).runs.push(run);
    } else {
      const evaluation = await readEvaluation(folder);
      at(evaluation.scores.corpus?.dir).evaluations.push(evaluation);
    }
  const groups: ResultGroup[] = [];
  for (const [place, finished] of byPlace)
    groups.push(await groupOf(place, finished, audio, context));
  if (!withCorpus) return resultsReport({ groups });
  const corpus = await exploreCorpus(
    { data: [...byPlace.keys()].find((place) => place !== undefined), audio },
    context,
  );
  return resultsReport({ groups, corpus });
}

async function groupOf(
  place: string | undefined,
  { runs, evaluations }: Finished,
  audio: boolean,
  { terminal, signal }: CommandContext,
): Promise<ResultGroup> {
  const corpus = await corpusAt(place).catch((error: unknown) => {
    terminal.warn(
      `The report shows no spectrograms and no sounds: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  });
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

function corpusAt(place: string | undefined): Promise<Corpus> {
  if (place !== undefined) return readCorpus(place);
  const why = 'an evaluation does not say where its recordings lay; --data DIR does';
  return Promise.reject(new Error(why));
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

/** What a run was given as `--data`, else where it found its recordings. */
const placeOf = ({ config }: RunRecord): string =>
  typeof config.options.data === 'string' ? config.options.data : config.corpus.dir;
