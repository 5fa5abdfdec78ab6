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

test('an interval of few speakers is called too narrow, one of many is not', () => {
  const interval = '(95 % interval 50.00 % to 87.50 %, over speakers';
  const few = `${interval}; with only 2 speakers it is too narrow to rely on)`;
  expect(said().split(few)).toHaveLength(3);
  const many = Array.from({ length: 10 }, (_, i) => ({
    ...{ group: `s${i}`, rows: 1, accuracy: 1, uar: 1 },
  }));
  expect(said({ perSpeaker: many }).split(`${interval})`)).toHaveLength(3);
});

test('plain words have the usual terms beside them', () => {
  expect(said()).toContain('by 25.00 % on average (expected calibration error, ECE), by 12.50 %');
  expect(said()).toContain('at the temperature that dev gave (temperature scaling)');
  const rejection = '(rejection, selective classification)';
  expect(said()).toContain(`where it may say so ${rejection}, it answers 80.00 %`);
  const none = said({ unsure: { wantedRisk: 0.2, risk: 0, coverage: 0 } });
  expect(none).toContain(`of every clip ${rejection}: none is as sure`);
});
