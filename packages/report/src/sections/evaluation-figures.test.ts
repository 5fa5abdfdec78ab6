import type { EvaluationScores } from '@prosodia/records';
import { exampleScores } from '@prosodia/records/examples';
import { expect, it } from 'vitest';

import { evaluationFigures } from './evaluation-figures.js';

const figures = (scores: Partial<EvaluationScores> = {}): string =>
  evaluationFigures({
    ...{ folder: 'e', name: 'e', folds: [], scores: { ...exampleScores(), ...scores } },
  }).text;

it('names listeners of RAVDESS beside its clips alone, whatever an older record says', () => {
  const elsewhere = exampleScores().clips.map((clip) => ({ ...clip, speaker: 'mine/ada' }));
  const listeners = 'the average listener of RAVDESS 62.4';
  expect(figures()).toContain(listeners);
  expect(figures({ clips: elsewhere })).not.toContain('listener');
  expect(figures({ synthetic: true })).not.toContain('listener');
  expect(figures({ human: null })).not.toContain('listener');
});
