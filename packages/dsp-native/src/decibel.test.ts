import { expect, it } from 'vitest';

import { powerToDb } from './decibel.js';

const dB = (values: number[], options?: Parameters<typeof powerToDb>[1]) =>
  Array.from(powerToDb(Float32Array.from(values), options));

it('is ten times the logarithm of the power', () => {
  expect(dB([1, 10, 100, 0.125])).toEqual([0, 10, 20, Math.fround(10 * Math.log10(0.125))]);
});

it('counts from ref', () => {
  expect(dB([1, 100], { ref: 100 })).toEqual([-20, 0]);
});

it('takes smaller powers for amin', () => {
  expect(dB([0, 1e-20, 1], { topDb: null })).toEqual([-100, -100, 0]);
  expect(dB([0, 1], { amin: 0.01 })).toEqual([-20, 0]);
});

it('lifts what lies more than topDb below the largest', () => {
  expect(dB([1e-9, 1e-7, 10])).toEqual([-70, -70, 10]);
  expect(dB([0, 0.5, 1], { topDb: 0 })).toEqual([0, 0, 0]);
});

it('leaves its argument as it was, and takes none', () => {
  const values = Float32Array.of(1, 10);
  powerToDb(values);
  expect(values).toEqual(Float32Array.of(1, 10));
  expect(dB([])).toEqual([]);
});

it.each([
  [{ ref: 0 }, 'ref'],
  [{ ref: Infinity }, 'ref'],
  [{ amin: 0 }, 'amin'],
  [{ topDb: -1 }, 'topDb'],
  [{ topDB: 80 }, 'topDb'],
  [{ top_db: 80 }, 'topDb'],
])('options %j are refused by name', (options, name) => {
  const refused = () => dB([1], options as never);
  expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as Error);
  expect(refused).toThrow(name);
});

it('refuses NaN, and what is no Float32Array', () => {
  expect(() => dB([1, NaN])).toThrow('Expected no NaN for values[1] but received NaN');
  expect(() => powerToDb([1] as never)).toThrow('Expected a Float32Array for values');
});
