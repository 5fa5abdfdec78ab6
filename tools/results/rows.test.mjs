import { exampleScores } from '@prosodia/records/examples';
import { expect, test } from 'vitest';
import { merged, pageOf, rowOf } from './rows.mjs';

const record = exampleScores();
const evaluation = {
  ...{ ...record, protocol: 'text', features: 'f.v1', model: 'rbf-svm', normalise: 'speaker' },
  ...{ selection: 'last', learntFrom: 'train and dev', seeds: 2, epochs: null, seconds: 12.6 },
  accuracy: { ...record.accuracy, mean: 0.61 },
  uar: { mean: 0.6, deviation: 0.01, interval: [0.55, 0.654321] },
  together: { accuracy: 0.61, uar: 0.62 },
  calibration: { ...record.calibration, errorAtTemperature: 0.0412 },
  unsure: { wantedRisk: 0.2, coverage: 0.5, risk: 0.2 },
};
const textOf = (/** @type {object} */ changes) => JSON.stringify({ ...evaluation, ...changes });
const rowWith = (/** @type {object} */ changes) => rowOf(textOf(changes), 'evaluation.json');

test('takes every number of a row from the record, and the command that makes it', () => {
  const row = rowWith({});
  expect(row).toMatchObject({ uar: 0.6, interval: [0.55, 0.6543], seconds: 13, together: 0.62 });
  expect(row.command).toBe(
    'prosodia evaluate --data RAVDESS --protocol text --model rbf-svm --features f.v1 --normalise speaker --selection last --seeds 2',
  );
  const commandOf = (/** @type {string} */ features) => rowWith({ model: 'a+b', features }).command;
  expect(commandOf('f.v1+g.v1')).not.toContain('--features');
  expect(commandOf('f.v1')).toContain('--features f.v1');
  expect(pageOf([row])).toContain(
    '| 60.0 | 55.0 to 65.4 | 62.0 | 61.0 | 2 | 0.041 | 50.0, 20.0 | 13 |',
  );
});

test('refuses synthetic sounds and leaks', () => {
  expect(() => rowWith({ synthetic: true })).toThrow('synthetic sounds');
  expect(() => rowWith({ leakCheck: { ...record.leakCheck, passed: false } })).toThrow(
    'a failed one',
  );
});

test('names the file of what is no evaluation', () => {
  expect(() => rowOf('{}', 'a/evaluation.json')).toThrow('in a/evaluation.json');
});

test('sorts by protocol, the best first', () => {
  const row = rowWith({});
  const rows = merged(
    [],
    [
      { ...row, uar: 0.1, command: 'a' },
      { ...row, protocol: 'notebook', uar: 0, command: 'b' },
      { ...row, uar: 0.5, command: 'c' },
    ],
  );
  expect(rows.map(({ uar }) => uar)).toEqual([0, 0.5, 0.1]);
});

test('keeps the rows of records that are gone, but those of a command that has run again', () => {
  const row = rowWith({});
  const gone = { ...row, command: 'another', sha256: 'kept' };
  const rows = merged([gone, { ...row, sha256: 'old' }], [row]);
  expect(rows.map(({ sha256 }) => sha256).sort()).toEqual([row.sha256, 'kept'].sort());
});

test('leaves out what chose on the test part', () => {
  expect(merged([], [rowWith({ selection: 'test-best' })])).toEqual([]);
});
