import { readScores, type EvaluationScores } from '@prosodia/records';
import {
  compare,
  fewSpeakersWords,
  type Comparison,
  type PairedBootstrap,
  type Tested,
} from '@prosodia/statistics';

import { CliError } from '../failure.js';
import { formatPercent } from '../terminal/format-evaluation.js';
import { counted } from '../terminal/format-table.js';
import { findResults } from '../run/result-folder.js';

/** Two evaluations of the same clips beside each other, by their folders; differences are `b` minus `a`. */
export interface ComparedFolders extends Comparison {
  readonly a: string;
  readonly b: string;
}

/** Below this chance one speaks of a difference. */
const SIGNIFICANT = 0.05;

/**
 * @throws {RecordsError} RUN_INVALID naming the file that is not what an evaluation writes
 * @throws {CliError} RESULT_FOLDER where a folder holds no finished evaluation, or they cannot be compared; USAGE where
 *   one is given twice
 */
export async function compareEvaluations(a: string, b: string): Promise<ComparedFolders> {
  await findResults('compare', [a, b], ['evaluation']);
  const [first, second] = [await readScores(a), await readScores(b)];
  const order = new Map(second.clips.map(({ path }, i) => [path, i]));
  const pairs = first.clips.map(({ path }) => order.get(path) ?? -1);
  const shared = pairs.filter((at) => at !== -1).length;
  const alike = (what: string, same: boolean, received: string): void => {
    if (same) return;
    throw new CliError(
      'RESULT_FOLDER',
      `Expected evaluations of the same ${what} for ${a} and ${b} but received ${received}`,
    );
  };
  const both = (of: (evaluation: EvaluationScores) => string): string =>
    `${of(first)} and ${of(second)}`;
  alike(
    'protocol',
    first.protocol === second.protocol,
    both(({ protocol }) => protocol),
  );
  const emotions = ({ labels }: EvaluationScores): string => labels.join(', ');
  alike('emotions', emotions(first) === emotions(second), both(emotions));
  alike(
    'clips',
    shared === first.clips.length && shared === second.clips.length,
    `${both(({ clips }) => String(clips.length))}, of which ${shared} are in both`,
  );
  const classes = first.labels.length;
  return {
    a,
    b,
    ...compare(testedOf(first, [...pairs.keys()]), testedOf(second, pairs), { classes }),
  };
}

/** What the tests say, for somebody who has never seen one. */
export function formatComparison({ a, b, accuracy, uar, mcnemar: pairs }: ComparedFolders): string {
  const better = uar.value >= 0 ? b : a;
  const sure = uar.p < SIGNIFICANT;
  const few = fewSpeakersWords(uar.groups);
  const size = `${(100 * Math.abs(uar.value)).toFixed(2)} points`;
  const verdict =
    uar.value === 0
      ? 'Both recognise the emotions equally well.'
      : sure
        ? `${better} recognises the emotions better, by ${size} in average recall, and would very likely do so with other speakers too: without a real difference, a gap this large would come up in ${chance(uar.p)} of such tests.`
        : `${better} has ${size} more average recall here, but that may be chance: without a real difference, a gap this large would come up in ${chance(uar.p)} of such tests. Do not call one better.`;
  const line = (
    name: string,
    { value, interval: [low, high], p, groups }: PairedBootstrap,
  ): string =>
    `${name}  ${signed(value)}  (95 % interval ${signed(low)} to ${signed(high)}, ${chanceOf(p)}, drawing ${counted(groups, 'speaker')}${few === undefined ? '' : `; ${few}`})`;
  return [
    few === undefined ? verdict : `${verdict} ${FEW_SPEAKERS_VERDICT}`,
    '',
    line('Average recall', uar),
    line('Accuracy      ', accuracy),
    `Clip by clip    ${counted(pairs.onlyFirst, 'clip')} only ${a} has right, ${pairs.onlySecond} only ${b} (McNemar exact, ${chanceOf(pairs.p)}; it takes clips of a speaker for independent)`,
  ].join('\n');
}

/** A few speakers who happen to be alike make any difference look certain. */
const FEW_SPEAKERS_VERDICT = 'But these are too few speakers to say how it would be with others.';

const chanceOf = (p: number): string => (p < 0.0001 ? 'p < 0.0001' : `p = ${p.toFixed(4)}`);
const chance = (p: number): string => (p < 0.001 ? 'fewer than 1 in 1000' : formatPercent(p));
const signed = (value: number): string =>
  `${value < 0 ? '' : '+'}${(100 * value).toFixed(2)} points`;

/** The answers on its clips, in the given order. */
function testedOf({ clips, predicted }: EvaluationScores, order: readonly number[]): Tested {
  return {
    actual: order.map((i) => clips[i]?.actual ?? -1),
    groups: order.map((i) => clips[i]?.speaker ?? ''),
    predicted: predicted.map((seed) => order.map((i) => seed[i] ?? -1)),
  };
}
