import type { Clip } from '@prosodia/features';
import type { EvaluationSettings, FoldRecord } from '@prosodia/records';
import { expect, test } from 'vitest';

import { fuseResults, type Member } from './fuse-results.js';

/** One fold of two rows and two labels. */
function member(seeds: number, sure: (seed: number) => number, rows = [4, 7]): Member {
  const results = Array.from({ length: seeds }, (_, seed): FoldRecord => {
    const pair = [sure(seed), 1 - sure(seed)];
    return {
      ...{ fold: 'a', seed, chosen: { epoch: seed }, learntFrom: 'train', rows, seconds: 1 },
      counts: { train: 1, dev: 1, test: 2, leftOut: 0 },
      leakCheck: { passed: true, asked: [], findings: [] } as unknown as FoldRecord['leakCheck'],
      probabilities: [...pair, ...pair],
      ...{ devActual: [0], devProbabilities: pair },
    };
  });
  const settings = { model: 'x', features: `f${seeds}`, dataHash: 'h', seeds, recipe: {} };
  return { settings: settings as EvaluationSettings, clips: [] as Clip[], results };
}

test('means the probabilities, and takes a member without chance for every seed', () => {
  const fused = fuseResults('x+y', [member(1, () => 0.9), member(2, (seed) => 0.1 + 0.2 * seed)]);
  expect(fused.settings).toMatchObject({
    model: 'x+y',
    features: 'f1+f2',
    dataHash: 'h',
    seeds: 2,
  });
  expect(fused.results.map(({ probabilities }) => probabilities)).toEqual([
    [0.5, 0.5, 0.5, 0.5],
    [0.6, 0.4, 0.6, 0.4],
  ]);
  expect(fused.results.map(({ devProbabilities }) => devProbabilities[0])).toEqual([0.5, 0.6]);
  expect(fused.results[0]).toMatchObject({ learntFrom: 'train', seconds: 2 });
});

test('refuses members of other clips', () => {
  const others = member(1, () => 0.5, [4, 8]);
  expect(() => fuseResults('x+y', [member(1, () => 0.9), others])).toThrow('the same clips');
});
