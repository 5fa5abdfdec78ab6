import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyStandardiser, fitStandardiser } from './standardise.js';

const matrix = { values: Float32Array.of(1, 5, 3, 5, 8, 5, 1000, 7), width: 2 };

describe('fitStandardiser', () => {
  it("uses the given rows alone, the population's deviation, and 1 for a constant column", () => {
    const { mean, deviation } = fitStandardiser(matrix, [0, 1, 2]);
    expect([...mean]).toEqual([4, 5]);
    expect([...deviation]).toEqual([Math.fround(Math.sqrt((9 + 1 + 16) / 3)), 1]);
  });

  it('brings any column to mean 0 and deviation 1', () => {
    // dB values; columns whose spread float32 can hardly hold would test rounding, not the method.
    const column = fc.array(fc.float({ min: -100, max: 60, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(column, (values) => {
        const one = { values: Float32Array.from(values), width: 1 };
        const rows = values.map((_, row) => row);
        const standardiser = fitStandardiser(one, rows);
        fc.pre((standardiser.deviation[0] ?? 0) > 0.01);
        const again = fitStandardiser(
          { values: applyStandardiser(standardiser, one, rows), width: 1 },
          rows,
        );
        // float32 keeps 100 to 4e-6, which divided by the least deviation of 0.01 is 4e-4.
        expect(Math.abs(again.mean[0] ?? NaN)).toBeLessThan(1e-3);
        if (new Set(values).size > 1) expect(again.deviation[0]).toBeCloseTo(1, 3);
      }),
    );
  });

  it('gives columns that lie a period apart one mean and deviation', () => {
    const frames = { values: Float32Array.of(1, 10, 3, 10, 5, 10, 7, 14), width: 4 };
    const { mean, deviation } = fitStandardiser(frames, [0, 1], { period: 2 });
    expect([...mean]).toEqual([4, 11, 4, 11]);
    expect([...deviation]).toEqual(
      [5, 3, 5, 3].map((variance) => Math.fround(Math.sqrt(variance))),
    );
    expect(() => fitStandardiser(frames, [0], { period: 3 })).toThrow('a part of 4 columns');
  });

  it('lets groups of columns count alike', () => {
    const wide = { values: Float32Array.of(1, 5, 0, 9, 3, 1, 4, 1), width: 4 };
    const standardised = applyStandardiser(
      fitStandardiser(wide, [0, 1], { blocks: [1, 3] }),
      wide,
      [0, 1],
    );
    const squares = (columns: readonly number[]) =>
      columns.reduce((all, column) => all + (standardised[column] ?? 0) ** 2, 0);
    expect(squares([0, 4])).toBeCloseTo(4, 4);
    expect(squares([1, 2, 3, 5, 6, 7])).toBeCloseTo(4, 4);
    expect(() => fitStandardiser(wide, [0], { blocks: [1, 2] })).toThrow('blocks of 4 columns');
  });

  it('refuses no rows and rows that are none', () => {
    expect(() => fitStandardiser(matrix, [])).toThrow('at least one row');
    expect(() => fitStandardiser(matrix, [4])).toThrow('0 to 3 for a row of the matrix');
  });
});

describe('applyStandardiser', () => {
  it('standardises the rows that are asked for, in their order', () => {
    const standardiser = { mean: Float32Array.of(1, 5), deviation: Float32Array.of(2, 1) };
    expect([...applyStandardiser(standardiser, matrix, [3, 1])]).toEqual([499.5, 2, 1, 0]);
  });

  it('refuses a standardiser of another width', () => {
    const narrow = { mean: Float32Array.of(0), deviation: Float32Array.of(1) };
    expect(() => applyStandardiser(narrow, matrix, [0])).toThrow(
      'Expected 2 columns for the standardiser but received 1',
    );
  });
});
