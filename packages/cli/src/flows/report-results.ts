import { clipOfName, featureSet, readCorpus, type Clip, type Corpus } from '@prosodia/features';
import {
  isEvaluation,
  readEvaluation,
  readRun,
  resultsReport,
  type EvaluationRecord,
  type Report,
  type RunGroup,
  type RunRecord,
} from '@prosodia/report';

import type { CommandContext } from '../command.js';
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
  /** Whether the page shows the recordings too; those of the first run, where there are several corpora. */
  readonly withCorpus?: boolean;
}

/** The page of runs and evaluations; of the recordings it shows what can still be read. */
export async function reportResults(
  { folders, data, audio, withCorpus = false }: ReportResultsOptions,
  context: CommandContext,
): Promise<Report> {
  const byPlace = new Map<string, RunRecord[]>();
  const evaluations: EvaluationRecord[] = [];
  for (const folder of folders) {
    if (await isEvaluation(folder)) {
      evaluations.push(await readEvaluation(folder));
      continue;
    }
    const run = await readRun(folder);
    const place = data ?? placeOf(run);
    byPlace.set(place, [...(byPlace.get(place) ?? []), run]);
  }
  const groups: RunGroup[] = [];
  for (const [place, runs] of byPlace) groups.push(await groupOf(place, runs, audio, context));
  if (!withCorpus) return resultsReport({ groups, evaluations });
  const place = data ?? [...byPlace.keys(), ...evaluations.flatMap(placeOfEvaluation)][0];
  const corpus = await exploreCorpus({ data: place, audio }, context);
  return resultsReport({ groups, evaluations, corpus });
}

async function groupOf(
  place: string,
  runs: readonly RunRecord[],
  audio: boolean,
  { terminal, signal }: CommandContext,
): Promise<RunGroup> {
  const corpus = await readCorpus(place).catch((error: unknown) => {
    terminal.warn(
      `The report shows no spectrograms and no sounds: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  });
  const paths = [
    ...new Set(runs.flatMap(({ predictions }) => predictions.map(({ path }) => path))),
  ];
  const recipe = featureSet(runs[0]?.metrics.featureSet ?? '');
  const pictures = corpus && picturesOf(corpus.dir, recipe, { audio });
  // Begun with the first clip: the charts before it would spoil its rate.
  let progress: Progress | undefined;
  let done = 0;
  return {
    runs,
    clips: clipsOf(paths, corpus),
    pictureOf: async (path) => {
      signal.throwIfAborted();
      progress ??= terminal.progress('Drawing', 'clips');
      done += 1;
      progress.update(done, paths.length);
      if (done === paths.length) progress.end();
      return (await pictures?.(path)) ?? {};
    },
  };
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

const placeOfEvaluation = ({ scores }: EvaluationRecord): string[] =>
  scores.corpus === undefined ? [] : [scores.corpus.dir];
