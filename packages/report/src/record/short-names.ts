import type { EvaluationRecord, EvaluationScores, RunRecord } from '@prosodia/records';

import type { ResultGroup } from './result-group.js';

const LONGEST = 24;

/** A single one is `this run`, `this evaluation`; several go by names that tell them apart. */
export function nameResults(groups: readonly ResultGroup[]): Required<ResultGroup>[] {
  const runs = groups.flatMap((group) => group.runs ?? []);
  const evaluations = groups.flatMap((group) => group.evaluations ?? []);
  const single = runs.length + evaluations.length === 1;
  const takeRuns = taker(
    single ? runs.map((run) => ({ ...run, name: 'this run' })) : nameRuns(runs),
  );
  const takeEvaluations = taker(
    single
      ? evaluations.map((record) => ({ ...record, name: 'this evaluation' }))
      : nameEvaluations(evaluations),
  );
  return groups.map((group) => ({
    ...group,
    runs: takeRuns(group.runs?.length ?? 0),
    evaluations: takeEvaluations(group.evaluations?.length ?? 0),
  }));
}

/** Hands out a list piece by piece. */
function taker<T>(all: readonly T[]): (count: number) => readonly T[] {
  let next = 0;
  return (count) => all.slice(next, (next += count));
}

/** A run goes by its folder, or by a number where that is long or the name of others too. */
export function nameRuns(runs: readonly RunRecord[]): RunRecord[] {
  const folders = runs.map(({ folder }) => folder);
  return runs.map((run, index) => {
    const { folder } = run;
    const own =
      folder.length <= LONGEST && folders.filter((other) => other === folder).length === 1;
    return { ...run, name: own ? folder : `run ${index + 1}` };
  });
}

/** What tells evaluations apart, the most telling first. */
const PARTS: readonly ((scores: EvaluationScores) => string)[] = [
  ({ protocol }) => protocol,
  ({ model }) => model,
  ({ features }) => features,
  ({ normalise }) => (normalise === 'speaker' ? 'by speaker' : 'by train'),
  ({ selection }) => `selection ${selection}`,
  ({ ensemble }) => (ensemble === 1 ? '1 network' : `${ensemble} networks`),
];

/** An evaluation goes by what others do not have in common with it, or by a number where nothing tells them apart. */
export function nameEvaluations(evaluations: readonly EvaluationRecord[]): EvaluationRecord[] {
  const told: ((scores: EvaluationScores) => string)[] = [];
  const nameOf = ({ scores }: EvaluationRecord): string =>
    told.map((part) => part(scores)).join(', ');
  const apart = (): number => new Set(evaluations.map(nameOf)).size;
  for (const part of PARTS) {
    const before = apart();
    told.push(part);
    if (apart() === before) told.pop();
  }
  const names =
    evaluations.length === 1 ? [evaluations[0]?.scores.model ?? ''] : evaluations.map(nameOf);
  return evaluations.map((record, index) => {
    const name = names[index] ?? '';
    const own = name !== '' && names.filter((other) => other === name).length === 1;
    return { ...record, name: own ? name : `evaluation ${index + 1}` };
  });
}
