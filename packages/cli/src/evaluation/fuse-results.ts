import type { Clip } from '@prosodia/features';
import type { EvaluationSettings, FoldRecord } from '@prosodia/records';

import { CliError } from '../failure.js';

/** What of an evaluation it takes to let it answer together with others. */
export interface Member {
  readonly settings: EvaluationSettings;
  readonly clips: readonly Clip[];
  readonly results: readonly FoldRecord[];
}

/**
 * Several evaluations as that of one model, which answers with the mean of their probabilities. A member of one seed
 * says the same for every seed of the others.
 *
 * @throws {CliError} RUN_FOLDER where they are not of the same clips
 */
export function fuseResults(model: string, members: readonly Member[]): Member {
  const most = members.reduce((kept, next) =>
    next.settings.seeds > kept.settings.seeds ? next : kept,
  );
  const joined = (of: (settings: EvaluationSettings) => string): string =>
    [...new Set(members.map(({ settings }) => of(settings)))].join('+');
  const settings: EvaluationSettings = {
    ...most.settings,
    model,
    features: joined(({ features }) => features),
    dataHash: joined(({ dataHash }) => dataHash),
    recipe: members.map(({ settings: own }) => ({ model: own.model, recipe: own.recipe })),
  };
  const results = most.results.map((result) =>
    fuseFold(
      members.map(({ results: own, settings: { seeds } }) => {
        const found = own.find(
          ({ fold, seed }) => fold === result.fold && seed === (seeds === 1 ? 0 : result.seed),
        );
        if (found?.rows.join() === result.rows.join()) return found;
        throw new CliError(
          'RUN_FOLDER',
          `Expected members of the same clips for fold ${result.fold} of ${model} but received others`,
        );
      }),
      result,
    ),
  );
  return { settings, clips: most.clips, results };
}

function fuseFold(members: readonly FoldRecord[], like: FoldRecord): FoldRecord {
  const mean = (of: (member: FoldRecord) => readonly number[]): number[] =>
    of(like).map((_, i) => {
      const sum = members.reduce((all, member) => all + (of(member)[i] ?? 0), 0);
      return Number((sum / members.length).toPrecision(6));
    });
  return {
    ...like,
    chosen: Object.assign({}, ...members.map(({ chosen }) => chosen)) as FoldRecord['chosen'],
    leakCheck:
      members.map(({ leakCheck }) => leakCheck).find(({ passed }) => !passed) ?? like.leakCheck,
    learntFrom: members.some(({ learntFrom }) => learntFrom === 'train and dev')
      ? 'train and dev'
      : 'train',
    probabilities: mean(({ probabilities }) => probabilities),
    devProbabilities: mean(({ devProbabilities }) => devProbabilities),
    seconds: members.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
