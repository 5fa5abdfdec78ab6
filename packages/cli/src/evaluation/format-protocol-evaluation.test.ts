import { exampleScores } from '@prosodia/records/examples';
import { expect, test } from 'vitest';

import { formatProtocolEvaluation } from './format-protocol-evaluation.js';

const said = (scores: Partial<ReturnType<typeof exampleScores>> = {}) =>
  formatProtocolEvaluation({ ...exampleScores(), ...scores }, 'a', (_, text) => text);

test('people are named where they listened to the same, and nowhere else', () => {
  expect(said()).toContain(
    'People          62.40 %  (accuracy of the average listener of RAVDESS)',
  );
  expect(said({ human: null })).not.toContain('People');
});
