import { expect, it } from 'vitest';

import {
  completeOptions,
  flag,
  integer,
  nested,
  number,
  numberOrNull,
  oneOf,
  size,
} from './_options.js';

const table = {
  nFft: integer(2048),
  fMax: number(8000),
  topDb: numberOrNull(80),
  center: flag(true),
  padMode: oneOf(['reflect', 'constant'], 'reflect'),
  limits: nested({ maxBytes: size(100) }),
};
const complete = (given: unknown) => completeOptions<object>(given, table, 'test');
const defaults = {
  nFft: 2048,
  fMax: 8000,
  topDb: 80,
  center: true,
  padMode: 'reflect',
  limits: { maxBytes: 100 },
};

it('what is not given, or undefined, has its default', () => {
  expect(complete(undefined)).toEqual(defaults);
  expect(complete({ nFft: undefined })).toEqual(defaults);
});

it('what is given stands, null and 0 and false too', () => {
  const given = {
    nFft: 0,
    fMax: -1,
    topDb: null,
    center: false,
    padMode: 'constant',
    limits: { maxBytes: 0 },
  };
  expect(complete(given)).toEqual(given);
});

it('a required option that is missing is refused by name', () => {
  const required = () => completeOptions({}, { toRate: integer() }, 'test');
  expect(required).toThrow('Expected a value for toRate but received undefined');
});

it.each([
  ['n_fft', 'nFft'],
  ['NFFT', 'nFft'],
  ['nfft', 'nFft'],
  ['fmax', 'fMax'],
  ['top_db', 'topDb'],
  ['centre', 'center'],
  ['limit', 'limits'],
])('%s is refused, with %s as what was meant', (name, meant) => {
  expect(() => complete({ [name]: 1 })).toThrow(
    `for an option of test but received '${name}', did you mean '${meant}'?`,
  );
});

it('a name like none of the options is refused with all of them', () => {
  expect(() => complete({ windowShape: 1 })).toThrow(
    "Expected one of nFft, fMax, topDb, center, padMode, limits for an option of test but received 'windowShape'",
  );
});

it.each([[null], [3], ['x'], [[]]])('options %j are no object', (given) => {
  expect(() => complete(given)).toThrow('Expected an object for the options of test but received');
});

it.each([
  [{ nFft: 1.5 }, 'nFft'],
  [{ nFft: -1 }, 'nFft'],
  [{ nFft: 2 ** 32 }, 'nFft'],
  [{ fMax: Infinity }, 'fMax'],
  [{ fMax: '1' }, 'fMax'],
  [{ topDb: 'none' }, 'topDb'],
  [{ center: 0 }, 'center'],
  [{ padMode: 'toString' }, 'padMode'],
  [{ limits: 3 }, 'limits'],
  [{ limits: { maxBytes: 2 ** 53 } }, 'maxBytes'],
])('%j is of the wrong type', (given, name) => {
  expect(() => complete(given)).toThrow(new RegExp(`^Expected .+ for .*${name} but received `));
});
