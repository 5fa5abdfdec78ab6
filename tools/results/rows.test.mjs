import { expect, test } from 'vitest';
import { merged, pageOf, rowOf } from './rows.mjs';

const evaluation = {
  ...{ protocol: 'text', features: 'f.v1', model: 'rbf-svm', normalise: 'speaker', seeds: 2 },
  ...{ selection: 'last', learntFrom: 'train and dev', epochs: null, ensemble: 1 },
  accuracy: { mean: 0.61 },
  uar: { mean: 0.6, deviation: 0.01, interval: [0.55, 0.654321] },
  together: { uar: 0.62 },
  calibration: { errorAtTemperature: 0.0412 },
  unsure: { coverage: 0.5, risk: 0.2 },
  ...{ leakCheck: { passed: true }, seconds: 12.6, synthetic: false },
};
const textOf = (/** @type {object} */ changes) => JSON.stringify({ ...evaluation, ...changes });

test('takes every number of a row from the record, and the command that makes it', () => {
  const row = rowOf(textOf({}));
  expect(row).toMatchObject({ uar: 0.6, interval: [0.55, 0.6543], seconds: 13, together: 0.62 });
  expect(row.command).toBe(
    'prosodia evaluate --data RAVDESS --protocol text --model rbf-svm --features f.v1 --normalise speaker --selection last --seeds 2',
  );
  const commandOf = (/** @type {string} */ features) =>
    rowOf(textOf({ model: 'a+b', features })).command;
  expect(commandOf('f.v1+g.v1')).not.toContain('--features');
  expect(commandOf('f.v1')).toContain('--features f.v1');
  expect(pageOf([row])).toContain(
    '| 60.0 | 55.0 to 65.4 | 62.0 | 61.0 | 2 | 0.041 | 50.0, 20.0 | 13 |',
  );
});

test('refuses synthetic sounds and leaks', () => {
  expect(() => rowOf(textOf({ synthetic: true }))).toThrow('synthetic sounds');
  expect(() => rowOf(textOf({ leakCheck: { passed: false } }))).toThrow('a failed one');
});

test('sorts by protocol, the best first', () => {
  const row = rowOf(textOf({}));
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
  const row = rowOf(textOf({}));
  const gone = { ...row, command: 'another', sha256: 'kept' };
  const rows = merged([gone, { ...row, sha256: 'old' }], [row]);
  expect(rows.map(({ sha256 }) => sha256).sort()).toEqual([row.sha256, 'kept'].sort());
});

test('leaves out what chose on the test part', () => {
  expect(merged([], [rowOf(textOf({ selection: 'test-best' }))])).toEqual([]);
});
